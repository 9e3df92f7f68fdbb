"""The contract in the middle: everything the screens and the verbs need to know about one kind of log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from upl_tui.entries import Depth, Entry
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.query.fields import Field
from upl_tui.redact import Masker
from upl_tui.values import frozen


@frozen
class Cell:
    """Text of a table cell (recorded text, not yet made safe) and the name of its style."""

    text: str
    style: str = ""
    """Empty, or one of ``error warn info debug muted accent good``: the theme gives the colour."""


@frozen
class Bar:
    """A stretch of time that a cell draws on the recording's scale."""

    start_ms: float
    """From the recording's start."""
    end_ms: float
    """Infinite for what has no end."""
    style: str = ""
    """Name of a style as in `Cell.style`; neighbours of one style are one phase.

    Where a phase fills whole cells it is shaded too: ``muted`` and ``debug`` lightly, ``info`` by half,
    ``accent`` darkly; the others are solid.
    """


@frozen
class Column:
    """One column of a table."""

    key: str
    title: str
    cell: Callable[[Entry, Masker], Cell]
    """Works for raw entries too; secrets are masked in lists as everywhere."""
    width: int = 0
    """Cells; 0 for the one column that takes what is left."""
    right: bool = False
    """Aligned to the right."""
    from_width: int = 0
    """Shown only when the table is at least this wide, in cells."""
    below_width: int = 0
    """Shown only when the table is narrower than this; 0 for no limit."""
    wide: tuple[int, int] = (0, 0)
    """From which width of the table on it has more cells than `width`, and how many; zeros for never."""
    bars: Callable[[Entry], Sequence[Bar]] | None = None
    """Drawn instead of `cell`, in order of time, on the scale of the whole recording."""
    shorten: Callable[[str, int], str] | None = None
    """A recorded text that is too long, for so many characters; without it the end is cut off."""
    letters: tuple[tuple[str, str], ...] = ()
    """Words of `Log.tags` and the letter that stands for each behind the cell's own text."""
    sort: Callable[[Entry], Any] | None = None
    """What rows sorted by this column are ordered by, None last; without it the cell's text counts."""
    depth: Depth = Depth.WHOLE
    """How much of an entry `sort` needs."""

    def cells(self, table_width: int) -> int:
        """Its width in a table that is so wide; 0 for the column that takes what is left."""
        from_width, cells = self.wide
        return cells if 0 < from_width <= table_width else self.width


def cell_of(column: Column, log: Log, row: int, masker: Masker) -> Cell:
    """The cell of a row, with the letters of what the log is tagged with."""
    cell = column.cell(log.entry(row), masker)
    letters = "".join(letter for word, letter in column.letters if row in log.tags.get(word, ()))
    return replace(cell, text=cell.text + letters) if letters else cell


@frozen
class Section:
    """A part of the detail of an entry: already masked, not yet made safe."""

    key: str
    title: str
    text: str
    language: str = "text"
    """``text``, ``json``, ``javascript``, ``html``, ``xml``, ``css``, ``graphql``, ``headers``, ``form``
    (lines of ``name = value``), ``messages`` (JSON below lines of words) or ``diff`` (see `compare`)."""
    more: Iterable[str] = ()
    """How a long text goes on, in pieces that are made when they are asked for, once."""


@frozen
class Around:
    """What the detail of an entry may look at beside the entry itself."""

    log: Log
    row: int
    masker: Masker
    links: Mapping[str, str] = field(default_factory=dict)
    """Templates of addresses from the config, with ``{id}``, by the name of what they are for."""


@frozen
class LogSpec:
    """One kind of log, declared."""

    kind: Kind
    title: str
    nouns: tuple[str, str]
    """One and many: ``("request", "requests")``."""
    columns: tuple[Column, ...]
    """Without the time and id columns, which every table has."""
    fields: tuple[Field, ...]
    """What the filter language can ask."""
    sections: Callable[[Entry, bytes, Masker], Iterable[Section]]
    """Detail of an entry from the entry and its source bytes, each section made when it is asked for.

    The last one is the raw source.
    """
    facets: tuple[str, ...]
    """Keys of the fields that `+` and `-` offer for an entry, the most telling first."""
    to_json: Callable[[Log, int, Masker], dict[str, Any]]
    """The entry as an object of the JSON output."""
    context: Callable[[Around], Iterable[Section]] | None = None
    """Sections that need the whole log, shown before the others."""
    tags: Callable[[Log], Mapping[str, Collection[int]]] | None = None
    """Words of ``is:`` that only several entries together tell, and their rows, for `Log.tags`."""
    legend: tuple[tuple[str, str], ...] = ()
    """Letters that the list draws, and what each means."""
    section_of: Callable[[Entry, Masker], str] | None = None
    """What divides a list into sections, such as the page of an action; empty for no section."""
    told_tags: tuple[str, ...] = ()
    """Tags of the log that a list shows as words."""
    paced: bool = False
    """Whether silences, bursts and identical neighbours are told, and console groups fold."""
