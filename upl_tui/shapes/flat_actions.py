"""A flat action row, whatever its keys are called, as an entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from upl_tui.clock import TimeBase
from upl_tui.entries import ActionEntry, Element
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Field, Row, fold, is_number
from upl_tui.shapes.console_text import value_text
from upl_tui.shapes.elements import action_word, describe, element
from upl_tui.shapes.requests import number

_BUTTONS = {0: "left", 1: "middle", 2: "right"}
_MODIFIERS = ("ctrl", "meta", "alt", "shift")
_NAVIGATION_TYPES = {
    "load": "load navigate navigation initial goto link typed",
    "reload": "reload refresh",
    "back_forward": "backforward back forward goback goforward",
    "push": "push pushstate historyapi",
    "replace": "replace replacestate",
    "pop": "pop popstate",
    "hash": "hash hashchange fragment",
}
_NAVIGATION_OF_WORD = {word: name for name, line in _NAVIGATION_TYPES.items() for word in line.split()}
_NUMBER_PAIRS = tuple(
    (Field.of("x", x, is_number), Field.of("y", y, is_number), space) for x, y, space in names.COORDINATES
)
_KNOWN_ACTION = Field.of("action", names.ACTION_NAMES, lambda word: _names_action(word))
_ALWAYS_PARTS = frozenset(names.PLAIN_ELEMENT_PARTS.split())
_PARTS_BESIDE_A_TAG = frozenset(names.ELEMENT_PARTS_BESIDE_A_TAG.split())
_TAG_NAMES = {"tag", "tagname", "nodename"}
_TAKES_A_VALUE = {"input", "change", "clipboard", "submit", "other", "custom"}


def read_action(row: Row, base: TimeBase | None = None, promised: str = "") -> ActionEntry:
    """The described entry of an action row: everything but its time and its place in the file.

    `promised` is the action that the name of the list tells (``clicks``); `base` says what the numbers of
    its time fields mean, for a row with an end.
    """
    entry = ActionEntry(index=0, shape="generic")
    entry.action, entry.action_raw = _action(row, promised)
    _fill_element(entry, row)
    _fill_value(entry, row)
    _fill_point(entry, row)
    entry.button = _button(row.get(names.BUTTON))
    entry.modifiers = _modifiers(row)
    entry.key = row.text(names.KEY) if entry.action == "key" else ""
    _fill_pages(entry, row)
    end = row.get(names.END) if base is not None else None
    entry.end_ms = base.offset(end) if base is not None and end is not None else None
    return describe(entry)


def _names_action(word: object) -> bool:
    return isinstance(word, str) and action_word(word) != ""


def _action(row: Row, promised: str) -> tuple[str, str]:
    word = row.text(_KNOWN_ACTION)
    if word:
        return action_word(word), word
    return (promised, "") if promised else ("other", row.text(names.ACTION_WORD))


def _fill_element(entry: ActionEntry, row: Row) -> None:
    entry.selector = row.text(names.SELECTOR)
    selectors = row.get(names.SELECTORS)
    entry.selectors = tuple(map(_selector, selectors)) if selectors else ()
    hit = row.find(names.ELEMENT)
    if hit is not None and not (entry.action == "navigation" and names.is_address(hit.value)):
        entry.element, selector = element(row.get(names.ELEMENT))
        entry.selector = entry.selector or selector
    entry.selector = entry.selector or next(iter(entry.selectors), "")
    if entry.element is None:
        entry.element = _element_of_parts(entry, row) or element(entry.selector)[0]
    entry.label = row.text(names.LABEL)


def _element_of_parts(entry: ActionEntry, row: Row) -> Element | None:
    """The element of a row that spells it out beside everything else."""
    free = {key: item for key, item in row.value.items() if key not in row.used}
    folded = set(map(fold, free))
    taken = _ALWAYS_PARTS | _PARTS_BESIDE_A_TAG if folded & _TAG_NAMES else _ALWAYS_PARTS
    if entry.action in _TAKES_A_VALUE:
        taken -= {"text"}
    parts = {key: item for key, item in free.items() if fold(key) in taken}
    if not parts:
        return None
    found = element(parts)[0]
    if found is None:
        return None
    row.used.update(parts)
    by_selector = element(entry.selector)[0]
    return replace(found, tag=by_selector.tag) if by_selector and not found.tag else found


def _selector(value: Any) -> str:
    return " >> ".join(map(value_text, value)) if isinstance(value, list) else value_text(value)


def _fill_value(entry: ActionEntry, row: Row) -> None:
    entry.checked = row.get(names.CHECKED)
    entry.value_masked = row.get(names.MASKED) is not None
    length = number(row.get(names.LENGTH))
    entry.value_length = int(length) if length is not None and length >= 0 else None
    if entry.action in _TAKES_A_VALUE and entry.checked is None:
        value = row.get(names.VALUE)
        entry.value = None if value is None else value_text(value)


def _fill_point(entry: ActionEntry, row: Row) -> None:
    numbers = row.get(names.POSITION_LIST)
    if numbers is not None:
        entry.x, entry.y, entry.coord_space = numbers[0], numbers[1], "viewport"
    for x_field, y_field, space in _NUMBER_PAIRS:
        x, y = row.get(x_field), row.get(y_field)
        if entry.x is None and x is not None and y is not None:
            entry.x, entry.y, entry.coord_space = x, y, space
    if entry.x is not None and entry.y is not None and _is_fraction(entry.x, entry.y):
        entry.coord_space = "normalised"
    entry.viewport = _viewport(row)


def _is_fraction(x: float, y: float) -> bool:
    return 0 <= x <= 1 and 0 <= y <= 1 and not (float(x).is_integer() and float(y).is_integer())


def _viewport(row: Row) -> tuple[float, float] | None:
    size = row.get(names.VIEWPORT)
    if isinstance(size, dict):
        size = [size.get("width", size.get("w")), size.get("height", size.get("h"))]
    elif size is None:
        size = [row.get(names.VIEWPORT_WIDTH), row.get(names.VIEWPORT_HEIGHT)]
    if len(size) == 2 and is_number(size[0]) and is_number(size[1]):
        return size[0], size[1]
    return None


def _button(value: object) -> str:
    if isinstance(value, str):
        return value
    return _BUTTONS.get(value, "") if isinstance(value, int) else ""


def _modifiers(row: Row) -> tuple[str, ...]:
    given = row.get(names.MODIFIERS)
    if given is not None:
        return tuple(item.lower() for item in given if isinstance(item, str))
    return tuple(name for name, flag in _MODIFIER_FLAGS if row.get(flag))


_MODIFIER_FLAGS = tuple(
    (name, Field.of(name, f"{name} {name}key", lambda flag: flag is True)) for name in _MODIFIERS
)


def _fill_pages(entry: ActionEntry, row: Row) -> None:
    entry.url = row.text(names.ACTION_URL)
    entry.title = row.text(names.TITLE)
    if entry.action != "navigation":
        return
    entry.from_url = row.text(names.FROM_URL)
    entry.to_url = row.text(names.TO_URL) or entry.url
    word = row.text(names.NAVIGATION_TYPE) or entry.action_raw
    entry.navigation_type = _NAVIGATION_OF_WORD.get("".join(filter(str.isalpha, word.lower())), "unknown")
