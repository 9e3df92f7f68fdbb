"""What a person tells about log files of a recorder that this program does not know.

A mapping file is TOML. It says which fields of a row hold what is wanted; several fields are tried in turn,
and a dot leads into an object. What stands at the top is meant for every kind of log, a table for one::

    time = "when"
    text = ["msg", "details.message"]

    [console]
    level = "sev"

    [network]
    url = "req.address"
    status = "res.code"
    duration = "took_ms"

    [action]
    action = "what"
    selector = "where.css"

Names of a mapping come before those the program knows by itself, and what a field holds must fit the name:
a duration is a number. They are for rows that no recorder family is known for; a HAR stays a HAR.

What may be wanted: ``time`` of every kind, and

- console: level, text, console-method, args, stack, origin, url, line, column, page, repeat, request-id
- network: url, method, status, status-text, end, duration, error, blocked, aborted, type, size, body-size,
  request-headers, response-headers, request-body, response-body, body, mime, cache, protocol, remote,
  initiator, priority, redirect, page-ref, request-id
- action: action, element, selector, selectors, label, value, checked, masked, length, key, button,
  modifiers, x, y, position, viewport, viewport-width, viewport-height, url, from, to, title,
  navigation-type, end
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from upl_tui.clock import Unit
from upl_tui.errors import UsageError
from upl_tui.model import Kind
from upl_tui.query.similar import closest
from upl_tui.settings import Settings
from upl_tui.values import frozen

Names = Mapping[str, tuple[str, ...]]
"""What is wanted of a row, and the dotted fields that may hold it, best first."""

AUTO = "auto"
CLOCKS = {unit.name.lower().replace("_", "-"): unit for unit in Unit}
"""The words that say what times are: ``epoch-ms``, ``iso``, ``relative-s`` and so on."""

WANTED = {
    Kind.CONSOLE: "time level text console-method args stack origin url line column page repeat request-id",
    Kind.NETWORK: "time url method status status-text end duration error blocked aborted type size body-size "
    "request-headers response-headers request-body response-body body mime cache protocol remote initiator "
    "priority redirect page-ref request-id",
    Kind.ACTION: "time action element selector selectors label value checked masked length key button "
    "modifiers x y position viewport viewport-width viewport-height url from to title navigation-type end",
}
"""What may be wanted of a row of each kind, separated by blanks."""

_WANTED_OF = {kind: frozenset(words.split()) for kind, words in WANTED.items()}
_WANTED_OF_ANY = frozenset().union(*_WANTED_OF.values())
_TABLES = {kind.value: kind for kind in Kind} | {"actions": Kind.ACTION}
_ADDRESS = "url"


@frozen
class Told:
    """What a person says about the files; empty when everything is left to the program."""

    names: Mapping[Kind, Names] = field(default_factory=dict)
    unit: Unit | None = None
    """What all times are, None when the program finds it out."""

    def names_of(self, kind: Kind) -> Names:
        """Names of fields for reading one kind of log."""
        return self.names.get(kind, {})


NOTHING_TOLD = Told()


def told_by(settings: Settings) -> Told:
    """What the settings tell about files. Raises `UsageError` for a bad mapping file or clock word."""
    names = read_mapping(settings.mapping) if settings.mapping is not None else {}
    return Told(names, clock_unit(settings.clock))


def clock_unit(word: str) -> Unit | None:
    """The unit that a word such as ``epoch-ms`` means, None for ``auto``; raises `UsageError`."""
    word = word.strip().lower()
    if word in ("", AUTO):
        return None
    if word not in CLOCKS:
        raise UsageError(f'No clock "{word}".', f"There are {AUTO}, {', '.join(CLOCKS)}.")
    return CLOCKS[word]


def read_mapping(path: Path) -> dict[Kind, Names]:
    """Names of fields for each kind of log, from a mapping file.

    Raises `UsageError` that names the file and the key when the file cannot be read or says nothing sensible.
    """
    import tomllib

    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise UsageError(f"The mapping file {path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"The mapping file {path} is no TOML: {error}.") from None
    try:
        return _names(content)
    except UsageError as error:
        raise UsageError(f"In the mapping file {path} {error.title}", error.hint) from None


def _names(content: Mapping[str, Any]) -> dict[Kind, Names]:
    """Tables by kind. Another kind's fields help to tell its rows from those that are wanted."""
    common = {key: value for key, value in content.items() if not isinstance(value, dict)}
    tables: dict[Kind, dict[str, tuple[str, ...]]] = {kind: {} for kind in Kind}
    for key, table in content.items():
        if isinstance(table, dict):
            kind = _kind(key)
            tables[kind] |= {name: _fields(f"{key}.{name}", table[name]) for name in table}
            _check_names(table, _WANTED_OF[kind], f"{key}.")
    _check_names(common, _WANTED_OF_ANY)
    shared = {name: _fields(name, value) for name, value in common.items()}
    return {kind: _merged(kind, tables, shared) for kind in Kind}


def _merged(kind: Kind, tables: Mapping[Kind, Names], shared: Names) -> Names:
    merged: dict[str, tuple[str, ...]] = {}
    foreign = [_telling(other, names) for other, names in tables.items() if other is not kind]
    for names in (tables[kind], shared, *foreign):
        for name, fields in names.items():
            merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *fields)))
    return merged


def _telling(kind: Kind, names: Names) -> Names:
    """What tells a row of a kind from others: an address does so only for a request."""
    return names if kind is Kind.NETWORK else {name: names[name] for name in names if name != _ADDRESS}


def _kind(table: str) -> Kind:
    if table in _TABLES:
        return _TABLES[table]
    raise UsageError(f"the table {table} is no kind of log{_perhaps(table, _TABLES)}.")


def _check_names(names: Mapping[str, Any], known: frozenset[str], prefix: str = "") -> None:
    for name in names:
        if name not in known:
            raise UsageError(
                f"{prefix}{name} is nothing that is wanted{_perhaps(name, known)}.",
                f"There are {', '.join(sorted(known))}.",
            )


def _perhaps(word: str, known: Mapping[str, Any] | frozenset[str]) -> str:
    near = closest(word, known)
    return f" (did you mean {near}?)" if near else ""


def _fields(key: str, value: object) -> tuple[str, ...]:
    fields = [value] if isinstance(value, str) else value
    if isinstance(fields, list) and fields and all(isinstance(name, str) and name for name in fields):
        return tuple(fields)
    raise UsageError(f'{key} must be the name of a field, or a list of names such as ["a", "b.c"].')
