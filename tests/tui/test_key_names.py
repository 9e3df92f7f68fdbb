from __future__ import annotations

import pytest

from upl_tui.tui.key_names import key_name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("slash", "/"),
        ("question_mark", "?"),
        ("vertical_line", "|"),
        ("ctrl+d", "Ctrl+D"),
        ("shift+tab", "Shift+Tab"),
        ("f", "f"),
        ("F", "F"),
        ("f1", "F1"),
        ("pagedown", "PgDn"),
    ],
)
def test_key_is_named_as_a_person_writes_it(key: str, name: str) -> None:
    assert key_name(key) == name
