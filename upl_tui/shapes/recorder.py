"""Flows of the DevTools Recorder: what the user did, step by step and without times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from upl_tui.entries import ActionEntry, Element, Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.console_text import value_text
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.elements import action_word, describe, element
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "recorder"

_MARKS = {
    "change": "selectors",
    "click": "selectors",
    "customStep": "name",
    "doubleClick": "selectors",
    "emulateNetworkConditions": "latency",
    "hover": "selectors",
    "keyDown": "key",
    "keyUp": "key",
    "navigate": "url",
    "scroll": "target",
    "setViewport": "deviceScaleFactor",
    "waitForElement": "selectors",
    "waitForExpression": "expression",
}
"""Types of steps, and the key that tells a step from any other recorder's row."""
_TYPES = {*_MARKS, "close"}
_TIMES = {"timestamp", "time", "ts", "t", "date", "createdAt", "startTime"}
_BUTTONS = {"primary": "left", "auxiliary": "middle", "secondary": "right"}
_NAMED_PREFIXES = ("aria/", "text/")
_PREFIXES = (*_NAMED_PREFIXES, "xpath/", "pierce/")


def fits(value: Any) -> bool:
    """Whether a row is a step: other recorders' rows have the same types, but they have times."""
    if not _is_step(value) or not _TIMES.isdisjoint(value):
        return False
    return "assertedEvents" in value or _MARKS.get(value["type"]) in value


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read steps in their order; their coordinates count inside the element."""
    return gather(rows, context, NAME, _tell, "This is no step of a recorder flow.")


def _is_step(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(word := value.get("type"), str) and word in _TYPES


def _tell(value: Any) -> list[Piece]:
    return [Piece(Kind.ACTION, _step)] if _is_step(value) else []


def _step(values: Sequence[Any]) -> Entry:
    row = Dotted(values[0])
    word = row.text("type")
    entry = ActionEntry(index=0, action=action_word(word) or "other", action_raw=word)
    selectors = row.items("selectors") or []
    entry.selectors = tuple(selector for one in selectors if (selector := _selector(one)))
    entry.selector = _plain_selector(entry.selectors)
    entry.element = _element(entry)
    entry.value = None if (value := row.get("value")) is None else value_text(value)
    entry.key = row.text("key")
    entry.button = _BUTTONS.get(row.text("button"), row.text("button"))
    if word == "click" and entry.button == "right":
        entry.action = "contextmenu"
    _fill_point(entry, row)
    _fill_pages(entry, row)
    if entry.action == "other":
        entry.title = row.text("expression", "name")
    entry = describe(entry)
    if word == "keyUp":
        entry.text = entry.text.replace("pressed", "released", 1)
    entry.used_keys = row.keys()
    return entry


def _selector(alternative: Any) -> str:
    """One alternative; a list of selectors leads through shadow roots."""
    if isinstance(alternative, list):
        return " >> ".join(step for step in alternative if isinstance(step, str))
    return alternative if isinstance(alternative, str) else ""


def _plain_selector(selectors: Sequence[str]) -> str:
    plain = (selector for selector in selectors if not selector.startswith(_PREFIXES))
    return next(plain, selectors[0] if selectors else "")


def _element(entry: ActionEntry) -> Element | None:
    """The element of the CSS alternative, with the name that another alternative gives it."""
    named = next((one for one in entry.selectors if one.startswith(_NAMED_PREFIXES)), "")
    found, by_name = element(entry.selector)[0], element(named)[0]
    if found is None or by_name is None:
        return found or by_name
    return replace(found, label=by_name.label or found.label, text=by_name.text or found.text)


def _fill_point(entry: ActionEntry, row: Dotted) -> None:
    x, y = row.number("offsetX"), row.number("offsetY")
    if x is not None and y is not None:
        entry.x, entry.y, entry.coord_space = x, y, "element"
    elif entry.action == "scroll":
        entry.x, entry.y = row.number("x"), row.number("y")
        entry.coord_space = "element" if entry.selectors else "page"
    width, height = row.number("width"), row.number("height")
    if width is not None and height is not None:
        entry.viewport = width, height


def _fill_pages(entry: ActionEntry, row: Dotted) -> None:
    """Where a step leads: its own address, or the navigation that is expected to follow it."""
    events = row.items("assertedEvents") or []
    follows = next((Dotted(event) for event in events if Dotted(event).text("type") == "navigation"), None)
    entry.to_url = row.text("url") or (follows.text("url") if follows else "")
    entry.title = follows.text("title") if follows else ""
    if entry.action == "navigation":
        entry.url, entry.navigation_type = entry.to_url, "load"


SHAPE = Shape(name=NAME, title="DevTools Recorder flow", fits=fits, read=read)
