"""Rows of a bundle, also those that somebody edited."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.families import START_MS, actions, messages, ndjson
from upl_tui.entries import Frame, Severity
from upl_tui.model import Kind
from upl_tui.shapes import own


def row(kind: str = "console", at: Any = START_MS + 1000, **entry: Any) -> dict[str, Any]:
    return {own.MARK: own.VERSION, "kind": kind, "at": at, "entry": entry}


def test_console_row_is_read_field_by_field() -> None:
    given = row(
        severity="error",
        text="boom",
        line=3,
        args=[{"a": 1}],
        stack=[{"function": "f", "url": "u", "line": 1, "column": 2}],
    )

    (entry,) = messages(ndjson(own.HEADER, given))

    assert (entry.at_ms, entry.severity, entry.text, entry.line) == (1000.0, Severity.ERROR, "boom", 3)
    assert entry.args == ({"a": 1},)
    assert entry.stack == (Frame("f", "u", 1, 2),)


def test_action_row_keeps_its_sentence_and_its_element() -> None:
    given = row("action", text="clicked Pay", action="click", checked=False, element={"tag": "button"}, x=0)

    (entry,) = actions(ndjson(own.HEADER, given))

    assert (entry.text, entry.checked, entry.x) == ("clicked Pay", False, 0)
    assert entry.element is not None
    assert entry.element.tag == "button"


def test_rows_of_another_version_are_not_ours() -> None:
    assert own.fits(row())
    assert own.fits(own.HEADER)
    assert not own.fits(row() | {own.MARK: 2})
    assert not own.fits(row("network"))


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
_NAMES = sorted(
    {name for kind in Kind if kind in own.TEXTS for name in own.TEXTS[kind]} | {"args", "stack", "element"}
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["console", "action"]),
    st.dictionaries(st.sampled_from([*_NAMES, "severity", "line", "viewport", "flags"]), _ANY, max_size=6),
    _ANY,
)
def test_fields_of_any_type_never_raise(kind: str, entry: dict[str, Any], at: Any) -> None:
    read = messages if kind == "console" else actions

    (found,) = read(ndjson(own.HEADER, row(kind, at, **entry)))

    assert isinstance(found.text, str)
