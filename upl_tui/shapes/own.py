"""Entries as this program writes them into a bundle: already understood, one a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from upl_tui.entries import ActionEntry, ConsoleEntry, Element, Entry, Frame, Severity
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.aliases import is_flag, is_number
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "own"
MARK = "upl_tui"
VERSION = 1
MANIFEST = "upl-tui bundle"
"""``format`` of the file that says what a bundle is."""
_HEADER = "bundle"
HEADER = {MARK: VERSION, "kind": _HEADER, "entry": {}}
"""First row of a file: with one row alone, a list inside it could be taken for the list of rows."""

ELEMENT = [field.name for field in fields(Element) if field.name != "classes"]
_TEXTS_OF_CONSOLE = "text level method origin stack_text url request_id page_url"
_TEXTS_OF_ACTION = (
    "text action action_raw label selector value coord_space button key url from_url to_url title "
    "navigation_type"
)
TEXTS = {Kind.CONSOLE: _TEXTS_OF_CONSOLE.split(), Kind.ACTION: _TEXTS_OF_ACTION.split()}
"""Fields of an entry that hold a string, by kind."""
NUMBERS = {Kind.CONSOLE: ["line", "column", "repeat"], Kind.ACTION: ["value_length", "x", "y"]}
FLAGS = {Kind.CONSOLE: [], Kind.ACTION: ["value_masked", "checked"]}
LISTS = {Kind.CONSOLE: ["notes"], Kind.ACTION: ["selectors", "modifiers", "flags", "notes"]}
"""Fields that hold several strings."""
_CLASSES = {Kind.CONSOLE: ConsoleEntry, Kind.ACTION: ActionEntry}
_SEVERITIES = {severity.word: severity for severity in Severity}


def fits(value: Any) -> bool:
    """Whether a row is one of ours."""
    return (
        isinstance(value, dict)
        and value.get(MARK) == VERSION
        and value.get("kind") in (_HEADER, *_CLASSES)
        and isinstance(value.get("entry"), dict)
    )


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read the entries of one kind."""
    return gather(rows, context, NAME, _tell, "This is no entry of a bundle.")


def _tell(value: Any) -> list[Piece]:
    if not fits(value):
        return []
    if value["kind"] == _HEADER:
        return [Piece(_HEADER)]
    return [Piece(Kind(value["kind"]), _build, "at", value.get("at"))]


def _build(values: Sequence[Any]) -> Entry:
    row = values[0]
    kind, given = Kind(row["kind"]), row["entry"]
    entry: ConsoleEntry | ActionEntry = _CLASSES[kind](index=0)
    for name in TEXTS[kind]:
        if isinstance(value := given.get(name), str):
            setattr(entry, name, value)
    for name in NUMBERS[kind]:
        if is_number(value := given.get(name)):
            setattr(entry, name, value)
    for name in FLAGS[kind]:
        if is_flag(value := given.get(name)):
            setattr(entry, name, value)
    for name in LISTS[kind]:
        setattr(entry, name, _texts(given.get(name)))
    entry.severity = _SEVERITIES.get(str(given.get("severity")), Severity.UNKNOWN)
    entry.used_keys = frozenset(row)
    if isinstance(entry, ConsoleEntry):
        args = given.get("args")
        entry.args = tuple(args) if isinstance(args, list) else None
        entry.stack = tuple(_frame(frame) for frame in _objects(given.get("stack")))
    else:
        viewport = given.get("viewport")
        if isinstance(viewport, list) and len(viewport) == 2 and all(map(is_number, viewport)):
            entry.viewport = (viewport[0], viewport[1])
        entry.element = next(map(_element, _objects([given.get("element")])), None)
    return entry


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _frame(given: dict[str, Any]) -> Frame:
    line, column = (given.get(name) if is_number(given.get(name)) else None for name in ("line", "column"))
    return Frame(str(given.get("function") or ""), str(given.get("url") or ""), line, column)


def _element(given: dict[str, Any]) -> Element:
    texts = {name: given[name] for name in ELEMENT if isinstance(given.get(name), str)}
    return Element(classes=_texts(given.get("classes")), **texts)


SHAPE = Shape(name=NAME, title="upl-tui bundle", fits=fits, read=read)
