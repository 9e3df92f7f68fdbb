"""Which kind of log a flat row belongs to."""

from __future__ import annotations

from collections.abc import Callable

from upl_tui.model import Kind
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Row, fold
from upl_tui.shapes.elements import action_word
from upl_tui.shapes.levels import names_severity

_STATUS_TIER = 2
_ELEMENT_NAMES = frozenset(
    ["element", "selector", "cssselector", "xpath", "targetselector", "elementselector", "selectors"]
)
_SIGNS_OF_REQUEST = frozenset().union(
    *(field.known for field in (names.REQUEST_HEADERS, names.RESPONSE_HEADERS, names.RESOURCE_TYPE))
)
_KIND_OF_LIST = {
    Kind.CONSOLE: "console consolelog consolelogs consoleevents consolemessages messages logs",
    Kind.NETWORK: "network networklog networklogs networkrequests requests resources responses",
    Kind.ACTION: "actions useractions clicks inputs navigations locations steps interactions clientactions",
}
_KIND_OF_NAME = {name: kind for kind, line in _KIND_OF_LIST.items() for name in line.split()}
_ACTION_OF_LIST = {
    "clicks": "click",
    "inputs": "input",
    "navigations": "navigation",
    "locations": "navigation",
}


def kind_of_list(name: str) -> Kind | None:
    """The kind that the key of a list promises, such as ``networkRequests``."""
    return _KIND_OF_NAME.get(fold(name))


def action_of_list(name: str) -> str:
    """The action that the key of a list names, such as ``clicks``; empty when it names none."""
    return _ACTION_OF_LIST.get(fold(name), "")


def clear_kind(row: Row) -> Kind | None:
    """The kind of a row that leaves no doubt, whatever is wanted."""
    return next((kind for kind in (Kind.NETWORK, Kind.CONSOLE, Kind.ACTION) if _CLEARLY[kind](row)), None)


def kind_of(row: Row, wanted: Kind, promised: Kind | None = None) -> Kind | None:
    """The kind of a row of which one kind is wanted; None when it looks like nothing.

    The wanted kind comes first, then a row that is clearly another's, then the one a list's name promises.
    """
    if _CLEARLY[wanted](row):
        return wanted
    clear = clear_kind(row)
    if clear is not None:
        return clear
    if promised is not None and promised is not wanted:
        return promised
    if _PERHAPS[wanted](row):
        return wanted
    is_named = promised is Kind.ACTION and row.find(names.TIME) is not None
    return wanted if is_named else None


def is_console(row: Row) -> bool:
    """A level, or the name of a console method, and a message."""
    text, level = row.find(names.TEXT), row.find(names.LEVEL)
    return text is not None and text.tier == 0 and level is not None and level.tier < _STATUS_TIER


def is_request(row: Row) -> bool:
    """A URL beside an HTTP method, a status or a duration."""
    if row.find(names.URL) is None:
        return False
    return any(row.find(field) for field in (names.HTTP_METHOD, names.STATUS, names.DURATION_ONLY))


def is_action(row: Row) -> bool:
    """The word for an interaction, or something it was done to."""
    word = row.find(names.ACTION_WORD)
    if word is None:
        return False
    if action_word(word.value) and not names_severity(word.value):
        return True
    return row.has(_ELEMENT_NAMES)


def _perhaps_console(row: Row) -> bool:
    text = row.find(names.TEXT)
    if text is None:
        return False
    if text.tier == 0 or row.find(names.LEVEL) is not None:
        return True
    return isinstance(text.value, str) and row.find(names.TIME) is not None


def _perhaps_request(row: Row) -> bool:
    return row.find(names.URL) is not None and (
        row.has(_SIGNS_OF_REQUEST) or row.find(names.TIME) is not None
    )


def _perhaps_action(row: Row) -> bool:
    return row.has(_ELEMENT_NAMES) or (
        row.find(names.ACTION_WORD) is not None and row.find(names.TIME) is not None
    )


_CLEARLY: dict[Kind, Callable[[Row], bool]] = {
    Kind.CONSOLE: is_console,
    Kind.NETWORK: is_request,
    Kind.ACTION: is_action,
}
_PERHAPS: dict[Kind, Callable[[Row], bool]] = {
    Kind.CONSOLE: _perhaps_console,
    Kind.NETWORK: _perhaps_request,
    Kind.ACTION: _perhaps_action,
}
