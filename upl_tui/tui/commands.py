"""What may be typed after a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upl_tui.clock import Unit, parse_offset
from upl_tui.errors import UsageError
from upl_tui.mapping import clock_unit

_ID = re.compile(r"[CNA]\d+", re.IGNORECASE)

COMMANDS = {
    "q": "quit",
    "list": "the recordings of this workspace",
    "filter QUERY": "set the filter of this tab; without a query clear it",
    "sort COLUMN [desc]": "sort this tab; without a column by time",
    "facets FIELD": "group the shown rows by a field; without one by the first that this log offers",
    "columns A,B": "show these columns; without a name those that fit the width",
    "export FORMAT PATH": "write to a file: har, ndjson, csv, md, json of the shown rows, report, bundle",
    "theme NAME": "change the colours",
    "clock WORD": "say what the times are: epoch-ms, iso, relative-s and so on; auto to find out",
    "1:23": "go to a moment",
    "+5s": "go forward, or back with a minus",
    "N45": "go to an entry",
}


@dataclass(frozen=True, slots=True)
class ShowList:
    """Show the recordings of the workspace."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave the program."""


@dataclass(frozen=True, slots=True)
class GoToEntry:
    """Go to an entry by its id, such as ``N45``."""

    id: str


@dataclass(frozen=True, slots=True)
class GoToMoment:
    """Go to a moment: milliseconds from the start, or from the present moment when `relative`."""

    ms: float
    relative: bool = False


@dataclass(frozen=True, slots=True)
class SetFilter:
    """Set the filter of the open tab."""

    query: str


@dataclass(frozen=True, slots=True)
class SetOrder:
    """Sort the open tab by a column, as a person names it; by time when it is empty."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SetTheme:
    """Change the theme."""

    name: str


@dataclass(frozen=True, slots=True)
class SetClock:
    """Read the times of all logs as one unit; None leaves it to the program again."""

    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Export:
    """Write to a file; `format` is a word of `EXPORTS`, and an empty path leaves it to the prompt."""

    format: str
    path: str


@dataclass(frozen=True, slots=True)
class ShowFacets:
    """Group the shown rows by a field; an empty name leaves the choice to the log."""

    field: str


@dataclass(frozen=True, slots=True)
class SetColumns:
    """Show columns in this order; none of them means those that fit the width."""

    names: tuple[str, ...]


EXPORTS = ("har", "ndjson", "csv", "md", "json", "report", "bundle")

Command = (
    Export
    | ShowFacets
    | SetColumns
    | Quit
    | ShowList
    | GoToEntry
    | GoToMoment
    | SetFilter
    | SetOrder
    | SetTheme
    | SetClock
)


def parse_command(text: str) -> Command:
    """Understand what was typed after the colon; raises `UsageError` with what would be valid."""
    word, _, rest = text.strip().partition(" ")
    if word in ("q", "quit", "q!"):
        return Quit()
    if word == "list":
        return ShowList()
    if word == "filter":
        return SetFilter(rest.strip())
    if word == "sort":
        return _order(rest.split())
    if word == "facets":
        return ShowFacets(rest.strip().rstrip(":"))
    if word == "columns":
        return SetColumns(tuple(rest.replace(",", " ").split()))
    if word == "export":
        return _export(rest)
    if word == "theme" and rest:
        return SetTheme(rest.strip())
    if word == "clock" and rest:
        return SetClock(clock_unit(rest))
    if _ID.fullmatch(word):
        return GoToEntry(word.upper())
    if word[:1] in ("+", "-") and (ms := parse_offset(word[1:])) is not None:
        return GoToMoment(-ms if word[0] == "-" else ms, relative=True)
    if (ms := parse_offset(word)) is not None:
        return GoToMoment(ms)
    raise UsageError(f'No command ":{word}".', "Try " + ", ".join(f":{name}" for name in COMMANDS) + ".")


def _order(words: list[str]) -> SetOrder:
    direction = words[-1].lower() if len(words) > 1 else ""
    if direction in ("asc", "desc"):
        words = words[:-1]
    return SetOrder(" ".join(words), direction == "desc")


def _export(rest: str) -> Export:
    format, _, path = rest.strip().partition(" ")
    if format not in EXPORTS:
        raise UsageError("Which format? For example :export har PATH.", f"There are {', '.join(EXPORTS)}.")
    return Export(format, path.strip())
