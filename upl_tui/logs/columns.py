"""The columns of a list that a person chooses, where else its width does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from upl_tui.errors import UsageError
from upl_tui.logs.spec import LogSpec

_WORDS = {"action": "actions"}


def with_columns(spec: LogSpec, names: Sequence[str]) -> LogSpec:
    """A kind of log with only these columns, in this order, at any width; with all of them for no names.

    Names are keys or titles, in any case. Raises `UsageError` for a name that no column has.
    """
    if not names:
        return spec
    known = {name.casefold(): column for column in spec.columns for name in (column.title, column.key)}
    for name in names:
        if name.casefold() not in known:
            raise UsageError(
                f'{spec.title} has no column "{name}".',
                f"There are {', '.join(column.key for column in spec.columns)}.",
            )
    chosen = dict.fromkeys(known[name.casefold()] for name in names)
    return replace(spec, columns=tuple(replace(column, from_width=0) for column in chosen))


def configured(spec: LogSpec, tab: str, columns: Mapping[str, Sequence[str]]) -> LogSpec:
    """What a tab shows, with the columns that the config names for it: the tab's word, ``actions`` too."""
    return with_columns(spec, columns.get(tab) or columns.get(_WORDS.get(tab, ""), ()))
