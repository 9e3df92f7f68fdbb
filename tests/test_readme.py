"""The README says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readme_tables import README, TABLES, with_tables

ROOT = README.parent


def test_readme_tables_equal_the_code() -> None:
    text = README.read_text(encoding="utf-8")

    assert with_tables(text) == text, "run: make readme"


def test_readme_shows_every_table() -> None:
    assert set(re.findall(r"<!-- table: (\w+) -->", README.read_text(encoding="utf-8"))) == set(TABLES)


def test_readme_names_make_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in set(re.findall(r"`make ([a-z-]+)", README.read_text(encoding="utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(
    "link", re.findall(r"\]\((?!http)([^)#]+)\)", README.read_text(encoding="utf-8")) or [""]
)
def test_readme_links_lead_to_files(link: str) -> None:
    assert Path(ROOT / link).exists()
