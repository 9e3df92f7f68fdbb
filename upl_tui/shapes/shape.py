"""The contract between the reading engine and one recorder family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from upl_tui.clock import RecordingClock, TimeBase
from upl_tui.formats.rows import Rows
from upl_tui.log import Columns
from upl_tui.model import Kind
from upl_tui.values import frozen, mutable


@frozen
class ReadContext:
    """What a reader may know beside the rows."""

    wanted: Kind
    """The kind of log whose tab is being filled."""
    clock: RecordingClock
    root: Any = None
    """What stands around the list of rows (see `upl_tui.formats.rows.Document.root`)."""
    mapping: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A user's own field names: what is wanted (``time``, ``level``, ``text`` ...) to dotted keys."""


@mutable
class Reading:
    """What a reader made of one list of rows.

    Entries and raw rows of the wanted kind are in `columns`, in file order of their first source row.
    Every source row counts exactly once: in `understood`, in `raw` or in `other`.
    """

    columns: Columns
    understood: int = 0
    raw: int = 0
    other: dict[str, int] = field(default_factory=dict)
    bases: tuple[TimeBase, ...] = ()
    dialect: str = ""
    """More about the family, such as ``Chrome`` for a HAR."""
    notes: tuple[str, ...] = ()


@frozen
class Shape:
    """One recorder family."""

    name: str
    """Short name, as in `Entry.shape`."""
    title: str
    """For the person: ``HAR``, ``DevTools protocol events``."""
    fits: Callable[[Any], bool]
    """Whether one row (a JSON value) looks like this family; the majority of a sample decides."""
    read: Callable[[Rows, ReadContext], Reading]
