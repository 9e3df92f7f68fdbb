"""The line a filter is typed into: tried out at every key, with what may come next.

A word that may still become a key is not tried out as text: the rows would go and come back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from upl_tui.errors import QueryError
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec
from upl_tui.query.compile import Query, QueryContext, compile_query
from upl_tui.query.complete import Completion, complete, ends_in_key
from upl_tui.query.edit import joinable
from upl_tui.tui.widgets.prompt import Prompt

_MOST_COMPLETIONS = 8
_MOST_BEFORE_ERROR = 3
_BEFORE_WORDS = " ()|-!"
"""Behind these any key could follow: what is wrong is of more use then."""


class FilterPrompt(Prompt):
    """Knows the fields of one kind of log. What is not valid yet changes nothing and is marked."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (("Tab", "complete"), *Prompt.HINTS)

    class Drafted(Message):
        """What is typed so far is a valid filter; `query` is None for an empty one."""

        def __init__(self, query: Query | None) -> None:
            super().__init__()
            self.query = query

    def __init__(self, spec: LogSpec, moment_of: Callable[[str], float | None]) -> None:
        super().__init__(id="filter")
        self._spec = spec
        self._query_context = QueryContext(moment_of=moment_of)
        self.values_of: Log | None = None
        """The log whose values are offered, with how often each occurs."""
        self.within = ""
        """A term that holds beside whatever is typed, such as a range of time; empty for none."""

    def set_saved(self, saved: Mapping[str, str]) -> None:
        """Let ``@name`` stand for these queries."""
        self._query_context = replace(self._query_context, saved=saved)

    @property
    def query_context(self) -> QueryContext:
        """What the queries typed here may know."""
        return self._query_context

    def compiled(self, text: str) -> Query | None:
        """The query of a text and of `within`, None when both are empty. Raises `QueryError`."""
        own = compile_query(text, self._spec.fields, self._query_context) if text.strip() else None
        if not self.within:
            return own
        joined = f"{joinable(text)} {self.within}" if own else self.within
        return compile_query(joined, self._spec.fields, self._query_context)

    @on(Prompt.Changed)
    def _try_out(self, message: Prompt.Changed) -> None:
        message.stop()
        text = message.text
        try:
            query = self.compiled(text)
        except QueryError as error:
            self.show_error(error.position, str(error))
        else:
            if not ends_in_key(text, self._spec.fields):
                self.post_message(self.Drafted(query))
        self._offer(text, self.cursor)

    @work(thread=True, exclusive=True, group="complete", exit_on_error=False)
    def _offer(self, text: str, cursor: int) -> None:
        """Counting values reads a column of the log, which takes a while for a big one."""
        worker = get_current_worker()
        found = complete(
            text,
            cursor,
            self._spec.fields,
            self.values_of,
            _MOST_COMPLETIONS,
            lambda: worker.is_cancelled,
            self._query_context.saved,
        )
        if found and not worker.is_cancelled:
            self.app.call_from_thread(self._show_offer, text, cursor, found)

    def _show_offer(self, text: str, cursor: int, found: list[Completion]) -> None:
        if (text, cursor) != (self.text, self.cursor):
            return
        if self.is_wrong:
            found = found[:_MOST_BEFORE_ERROR] if text[cursor - 1 : cursor] not in _BEFORE_WORDS else []
        if found:
            words = [choice.insert for choice in found]
            self.show_completions(found[0].start, words, [_words(choice) for choice in found])


def _words(choice: Completion) -> str:
    return choice.label if choice.count is None else f"{choice.label} ({choice.count:,})"
