"""Rules about the source itself that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "upl_tui"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 350


def test_every_test_module_mirrors_a_module() -> None:
    allowed = {
        "test_faults.py",
        "test_faults_terminal.py",
        "test_imports.py",
        "test_layout.py",
        "test_readme.py",
        "test_terminal.py",
    }
    strays = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.name not in allowed
        and "snapshots" not in path.parts
        and not mirrored(path).exists()
        and not mirrored(path).with_suffix("").is_dir()
    ]
    assert strays == []


def mirrored(path: Path) -> Path:
    """The module that a test file is about."""
    folder = path.parent.relative_to(ROOT / "tests")
    return PACKAGE / folder / path.name.removeprefix("test_")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_has_a_docstring_and_fits_a_reader(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= MOST_LINES


@pytest.mark.parametrize("folder", ["formats", "api", "shapes"])
def test_reading_rooms_split_lines_at_line_feeds_only(folder: str) -> None:
    offenders = [
        path.name
        for path in (PACKAGE / folder).glob("*.py")
        if "splitlines" in path.read_text(encoding="utf-8")
    ]
    assert offenders == [], "str.splitlines splits at U+2028 and friends, which are legal inside JSON strings"


def test_screens_hand_no_markup_to_widgets() -> None:
    pattern = re.compile(r"\b(from_markup|Markdown\(|notify\((?!.*markup=False))")
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in (PACKAGE / "tui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").split("\n")
        if pattern.search(line)
    ]
    assert offenders == []
