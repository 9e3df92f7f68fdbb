"""Saved filters: ``@name`` in a query stands for the query kept under that name in the config file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from upl_tui.errors import QueryError
from upl_tui.patterns import late
from upl_tui.query.similar import closest
from upl_tui.query.syntax import Form, Term
from upl_tui.values import mutable

MOST = 100
"""References that one query may make, those of its saved filters included."""
DEEPEST = 3
"""Saved filters inside each other."""
_REFERENCE = late(r"@([A-Za-z0-9_][\w.-]*)")


class SavedFilterError(QueryError):
    """What is wrong with a saved filter, told where its name was typed."""


@mutable
class Saved:
    """Saved filters on their way into a query."""

    filters: Mapping[str, str] = field(default_factory=dict)
    """Name to query."""
    path: tuple[str, ...] = ()
    """The saved filters that the text at hand is inside of, outermost first."""
    references: list[str] = field(default_factory=list)
    """All names so far, shared by all texts of a query."""

    def inside(self, term: Term, name: str) -> Saved:
        """One filter further in. Raises SavedFilterError where filters go in circles or multiply."""
        path = (*self.path, name)
        way = " → ".join(f"@{name}" for name in path)
        self.references.append(name)
        if name in self.path:
            raise SavedFilterError(f"A saved filter cannot stand for itself: {way}.", term.start)
        if len(path) > DEEPEST:
            raise SavedFilterError(f"Saved filters go deeper than {DEEPEST}: {way}.", term.start)
        if len(self.references) > MOST:
            raise SavedFilterError(f"Saved filters are used more than {MOST} times here.", term.start)
        return Saved(self.filters, path, self.references)

    def error(self, error: QueryError, term: Term) -> SavedFilterError:
        """An error in the innermost filter's text, told where its name was typed."""
        told = isinstance(error, SavedFilterError)
        place = "" if told else f"In the saved filter @{self.path[-1]}: "
        return SavedFilterError(f"{place}{error.title}", term.start, error.hint)


def referred(term: Term) -> str:
    """The name that a term refers to: ``slow`` for the bare word ``@slow``; empty for any other term."""
    if term.key or term.values[0].form is not Form.BARE:
        return ""
    match = _REFERENCE.fullmatch(term.source)
    return match.group(1) if match else ""


def unknown_filter(term: Term, name: str, filters: Mapping[str, str]) -> QueryError:
    """What to say of a name that no saved filter has."""
    meant = closest(name, filters)
    hint = f"Did you mean @{meant}? " if meant else ""
    return QueryError(f"There is no saved filter @{name}.", term.start, f"{hint}To search for it, quote it.")
