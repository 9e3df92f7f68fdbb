"""The search that `/` opens: one text or one regular expression, looked for in the text of every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from upl_tui.query.compile import Query, never
from upl_tui.query.lexer import read_regex
from upl_tui.query.matcher import Span
from upl_tui.query.predicates import Leaf, Table
from upl_tui.query.resolve import TEXT
from upl_tui.query.terms import text_matcher
from upl_tui.query.text_matchers import Contains


class Search:
    """A compiled search. It holds no state: threads may share it."""

    def __init__(self, text: str, leaf: Leaf | None) -> None:
        self.text = text
        self._query = Query(text, ((leaf, text),), ()) if leaf else None

    def rows(
        self, log: Table, within: Sequence[int] | None = None, stop: Callable[[], bool] = never
    ) -> list[int]:
        """Rows with a hit, in the order of `within` (all rows when None); no rows for an empty search.

        Ends with the rows found so far when `stop` says so. Raises QueryError when a regular expression is
        too slow.
        """
        return self._query.rows(log, within, stop) if self._query else []

    def spans(self, text: str) -> list[Span]:
        """The hits in a text: start and end in characters, in order, without overlap."""
        return self._query.spans(text) if self._query else []


def compile_search(text: str) -> Search:
    """A search for a text, spaces included, with smart case; ``/…/`` is a regular expression.

    A text that only begins with a slash is searched as it is. Raises QueryError for an invalid expression.
    """
    if not text:
        return Search(text, None)
    regex = read_regex(text, 0, in_list=False)
    if regex is not None and regex.source == text:
        return Search(text, Leaf(TEXT, text_matcher(regex)))
    return Search(text, Leaf(TEXT, Contains(text, ignore_case=text == text.lower())))


def literal_search(text: str) -> Search:
    """A search for exactly a text, whatever it looks like."""
    return Search(text, Leaf(TEXT, Contains(text, ignore_case=False)))
