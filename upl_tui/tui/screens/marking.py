"""Marks and notes on entries: set at once, kept at once, shown on every tab."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from upl_tui.errors import UplError
from upl_tui.kinds import Kind
from upl_tui.tui.screens.hopping import HoppingScreen
from upl_tui.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.marks import MarkFile, Marks
    from upl_tui.tui.widgets.log_pane import LogPane

_TAG_WORDS = ("mark", "note")


class MarkingScreen(HoppingScreen):
    """Knows the marks of each log, and the file that keeps them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark", "mark this entry, or take the mark away", id="mark", show=False),
        Binding("u", "hop('mark', 1)", "next mark", id="mark-next", show=False),
        Binding("U", "hop('mark', -1)", "previous mark", id="mark-previous", show=False),
        Binding("semicolon", "note", "write a note on this entry", id="note", show=False),
    ]

    @cached_property
    def _marks(self) -> dict[Kind, Marks]:
        return {}

    @cached_property
    def _keeping(self) -> asyncio.Lock:
        """One look at the files at a time, so that none overtakes another."""
        return asyncio.Lock()

    _noted: tuple[Log, int] | None = None
    """The entry whose note is being written."""

    async def action_mark(self) -> None:
        """Mark the entry under the cursor, or take its mark away."""
        if (here := self._entry_here()) is None:
            return
        log, row = here
        name, marked = log.id(row), row not in log.tags.get("marked", ())
        await self._change(log, lambda marks: marks.with_mark(name, marked))
        self.status.set_message(f"{name} is {'marked, u goes there' if marked else 'no longer marked'}")

    async def action_note(self) -> None:
        """Open a line for a note on the entry under the cursor."""
        if (here := self._entry_here()) is None:
            return
        self._noted = here
        if not self.query(Prompt).filter("#note"):
            await self.mount(Prompt(id="note"), before=self.status)
        name = here[0].id(here[1])
        self.query_one("#note", Prompt).open(f"note on {name}: ", self.note_of(name))

    @on(Prompt.Submitted, "#note")
    async def _take_note(self, message: Prompt.Submitted) -> None:
        message.stop()
        self._focus_content()
        assert self._noted is not None
        log, row = self._noted
        name, text = log.id(row), message.text.strip()
        await self._change(log, lambda marks: marks.with_note(name, text))
        self.status.set_message(f"{name} has {'a note, has:note finds it' if text else 'no note'}")

    @on(Prompt.Cancelled, "#note")
    def _leave_note(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self._focus_content()

    def note_of(self, name: str) -> str:
        """The note on an entry, empty without one."""
        return next((marks.notes[name] for marks in self._marks.values() if name in marks.notes), "")

    def kept_marks(self) -> Mapping[Kind, Marks]:
        """The marks and notes on the logs that are loaded."""
        return dict(self._marks)

    def pane_mounted(self, tab: str, pane: LogPane) -> None:
        """Let a new pane show notes in its detail."""
        super().pane_mounted(tab, pane)
        pane.note_of = self.note_of

    def log_loaded(self, kind: Kind) -> None:
        """Fetch the marks that were kept of the log."""
        super().log_loaded(kind)
        self._fetch_marks(kind, self.session.logs[kind])

    def _entry_here(self) -> tuple[Log, int] | None:
        """The entry under the cursor, in a log that is all there: only then is it known which file is its."""
        here = self.entry_here()
        if here is not None and self.session.logs.get(here[0].kind) is here[0]:
            return here
        self.status.set_message("There is no entry to mark here, or its log is still loading.", "warn")
        return None

    @work(exit_on_error=False)
    async def _fetch_marks(self, kind: Kind, log: Log) -> None:
        async with self._keeping:
            file = await self._file(log)
            self._take_marks(log, await self._kept(file.read) or self._known(kind))

    async def _change(self, log: Log, apply: Callable[[Marks], Marks]) -> None:
        async with self._keeping:
            file = await self._file(log)
            kept = await self._kept(partial(file.change, apply))
            self._take_marks(log, kept or apply(self._known(log.kind)))

    def _known(self, kind: Kind) -> Marks:
        """What this program knows, for want of a file."""
        from upl_tui.marks import Marks

        return self._marks.get(kind) or Marks()

    async def _file(self, log: Log) -> MarkFile:
        from upl_tui.marks import mark_file

        return await asyncio.to_thread(mark_file, self.session.recording, log, os.environ)

    async def _kept(self, work: Callable[[], tuple[Marks, str]]) -> Marks | None:
        """What the file has after reading or changing it; None, and a sentence why, when that failed."""
        try:
            marks, said = await asyncio.to_thread(work)
        except UplError as error:
            self.app.notify(str(error), severity="warning", markup=False)
            return None
        if said:
            self.app.notify(said, severity="warning", markup=False)
        return marks

    def _take_marks(self, log: Log, marks: Marks) -> None:
        from upl_tui.marks import tag

        self._marks[log.kind] = marks
        tag(log, marks)
        self.forget_stops("mark")
        for pane in self.panes.values():
            pane.marks_changed()
            if any(word in pane.query_text for word in _TAG_WORDS):
                pane.set_filter(pane.query_text)
