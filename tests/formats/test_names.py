"""Names that recorders give to lists and fields."""

from __future__ import annotations

import pytest

from upl_tui.formats.names import LIST_MEMBER, ROW_LISTS, are_ids, is_row_like, plain


@pytest.mark.parametrize("key", ["consoleLogs", "console_logs", "Console-Logs", "NETWORK", "userActions"])
def test_names_of_lists_are_known_in_any_writing(key: str) -> None:
    assert plain(key) in ROW_LISTS
    assert LIST_MEMBER.search(f'"{key}" : ['.encode())


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["timestamp", "level", "msg"], True),
        (["method", "params"], True),
        (["startedDateTime", "request", "response"], True),
        (["version", "startedAt", "actions"], False),
        (["title", "steps"], False),
    ],
)
def test_rows_are_told_from_wrappers(keys: list[str], expected: bool) -> None:
    assert is_row_like(keys) is expected


@pytest.mark.parametrize(("keys", "expected"), [(["r-1", "r-2"], True), (["a", "b1"], False), ([], False)])
def test_ids_are_told_from_names(keys: list[str], expected: bool) -> None:
    assert are_ids(keys) is expected
