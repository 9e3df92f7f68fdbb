"""One kind of log on its tab: a notice while there is none, else its list and the detail of one entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial
from math import isnan
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.getters import query_one

from upl_tui.clock import format_offset
from upl_tui.kinds import Kind
from upl_tui.log import Log
from upl_tui.logs.facets import facets
from upl_tui.logs.run_times import sections_of
from upl_tui.logs.spec import Around, LogSpec, Section
from upl_tui.redact import Masker
from upl_tui.states import PartState
from upl_tui.tui.first_words import STILL_LOADING
from upl_tui.tui.widgets.divided_pane import DividedPane
from upl_tui.tui.widgets.folding_table import FoldingTable
from upl_tui.tui.widgets.log_list import LogList
from upl_tui.tui.widgets.log_table import LogTable
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.prompt import is_typing
from upl_tui.tui.widgets.said import Moved
from upl_tui.view import View

if TYPE_CHECKING:
    from upl_tui.timeline.times import Times
    from upl_tui.tui.widgets.detail_pane import DetailPane

WithLinked = Callable[[Iterable[Section], Log, int, Masker], Iterable[Section]]

_REST_SECONDS = 0.3
"""How long rows are there before the detail is mounted, for which everything is laid out again."""
_SMALL = 100_000
"""Bytes of an entry whose sections are all made before anybody could see the first."""


class LogPane(DividedPane):
    """A log's list with everything around it. It knows one `LogSpec` and no other kind."""

    DEFAULT_CSS = """
    LogPane {
        height: 1fr;
        & > Container { height: 1fr; display: none; }
        & DetailPane { display: none; }
        &.-loaded > Container { display: block; }
        &.-loaded > Notice { display: none; }
        &.-detail DetailPane { display: block; }
    }
    """

    notice = query_one(Notice)
    log_list = query_one(LogList)

    def __init__(
        self,
        spec: LogSpec,
        moment_of: Callable[[str], float | None],
        *,
        links: Mapping[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._links = links or {}
        self._spec = spec
        self._moment_of = moment_of
        self._log: Log | None = None
        self._untouched = True
        self._masker = Masker()
        self.note_of: Callable[[str], str] = lambda name: ""
        """The person's own note on an entry, by its id."""
        self.with_linked: WithLinked = lambda sections, log, row, masker: sections
        """Puts what a row of a log is linked to among its sections; called beside the screen."""

    def compose(self) -> ComposeResult:
        """The notice, or the list; the detail comes beside it when the log is there or somebody asks."""
        yield Notice()
        with Container():
            yield LogList(self._spec, self._moment_of)

    @cached_property
    def detail(self) -> DetailPane:
        """The detail of an entry, hidden until one is opened; mounted late, the first rows do not wait."""
        from upl_tui.tui.widgets.detail_pane import DetailPane

        self.query_one(Container).mount(pane := DetailPane())
        return pane

    def show_loading(self) -> None:
        """Say that the log is on its way."""
        self._log = None
        self.remove_class("-loaded", "-detail")
        self.notice.show_loading(f"Loading the {self._spec.title.lower()} log")

    def show_progress(self, received: int, total: int | None, log: Log) -> None:
        """Say how many bytes are there, and show the rows that can be read from them."""
        self.notice.show_progress(received, total)
        if len(log):
            self._show(log, STILL_LOADING, growing=True)

    def show_log(self, log: Log, state: PartState) -> None:
        """Show a log that is complete, or as complete as it will be."""
        if len(log):
            self._show(log, str(state))
            self.set_timer(_REST_SECONDS, lambda: self.detail)
        else:
            self.show_state(state)

    def show_state(self, state: PartState) -> None:
        """Say why there is no log; what had arrived of it stays."""
        if self._log is not None:
            self._show(self._log, str(state))
            return
        self.remove_class("-loaded", "-detail")
        self.notice.show_state(state)

    def set_filter(self, text: str) -> None:
        """Filter the rows."""
        self.log_list.set_filter(text)

    def set_level(self, level: str) -> None:
        """Keep entries of a level; an empty one keeps all."""
        self.log_list.set_level(level)

    def set_range(self, between: tuple[float, float] | None) -> None:
        """Keep only entries from one moment to another (ms, both included); None keeps all."""
        self.log_list.set_range(between)

    def set_times(self, times: Times) -> None:
        """Write the times of entries in a way."""
        self.log_list.table.set_times(times)

    def links_changed(self) -> None:
        """Show new links in the detail, unless somebody reads it."""
        if self.has_class("-detail") and not self.detail.has_focus_within:
            self._show_detail()

    def marks_changed(self) -> None:
        """Draw the signs of marked entries anew, and the note of the one that is open."""
        self.log_list.table.redraw()
        self._show_detail()

    def tags_changed(self) -> None:
        """Show what the tags of entries are now."""
        self.log_list.tags_changed()

    @property
    def query_text(self) -> str:
        """The filter as typed."""
        return self.log_list.query_text

    @property
    def has_log(self) -> bool:
        """Whether a log is shown, as far as it is there."""
        return self._log is not None

    @property
    def is_untouched(self) -> bool:
        """Whether the person has not moved in this log yet."""
        return self._untouched

    def facets(self) -> list[tuple[str, str]]:
        """Key and value of what the entry under the cursor may be filtered by."""
        shown = self._shown()
        return facets(self._spec, shown[0].entry(shown[1])) if shown else []

    def picked(self) -> tuple[Log, Sequence[int], Masker] | None:
        """The log, the rows selected or else the one under the cursor, and a masker that counts for them."""
        shown = self._shown()
        return (shown[0], self.log_list.table.selection, self._new_masker()) if shown else None

    def all_shown(self) -> tuple[Log, Sequence[int], Masker] | None:
        """The log, all rows that the filter keeps, folded or not, and a masker that counts for them."""
        shown = self._shown()
        return (shown[0], self.log_list.table.all_rows, self._new_masker()) if shown else None

    def _new_masker(self) -> Masker:
        return Masker(reveal=self._masker.reveal)

    def narrow(self, key: str, value: str, *, drop: bool) -> None:
        """Keep only entries with a value, or drop them."""
        self.log_list.narrow(key, value, drop=drop)

    def here(self) -> tuple[Log, int] | None:
        """The entry under the cursor: the log of its own kind, and the row there; None without one."""
        shown = self._shown()
        return shown[0].native(shown[1]) if shown else None

    @property
    def shown_log(self) -> Log | None:
        """The log that the table shows, which may be one that still grows; None without any."""
        return self.log_list.table.shown_log if self._log is not None else None

    def detail_here(self) -> Callable[[], Iterable[Sequence[Section]]] | None:
        """What makes the sections of the entry under the cursor; None without one."""
        if (shown := self._shown()) is None:
            return None
        return self.detail_of(shown[0], self.log_list.table.members(), self._masker)

    def detail_of(
        self, log: Log, rows: Sequence[int], masker: Masker
    ) -> Callable[[], Iterable[Sequence[Section]]]:
        """What makes the sections of an entry, which may stand for identical ones, told through a masker."""
        return partial(self._sections, log, rows, masker)

    def hop(self, wanted: Collection[int], direction: int) -> bool:
        """Move to the next shown row that is `wanted`, upwards when `direction` is -1; False without one."""
        return self.log_list.table.move_to_next(wanted.__contains__, direction)

    def _shown(self) -> tuple[Log, int] | None:
        """The log that the table shows, which may still be an earlier one, and the row under the cursor."""
        log, row = self.log_list.table.shown_log, self.log_list.table.selected_row
        return None if self._log is None or log is None or row is None else (log, row)

    def add_term(self, term: str) -> None:
        """Add a term to the visible filter."""
        self.log_list.add_term(term)

    @property
    def view(self) -> View | None:
        """The log and its rows that are shown, by time; None while there is no log."""
        return self.log_list.view if self._log is not None else None

    @property
    def spec(self) -> LogSpec:
        """What the pane shows: a kind of log with its columns."""
        return self._spec

    @property
    def masker(self) -> Masker:
        """What hides secrets here."""
        return self._masker

    def set_spec(self, spec: LogSpec) -> None:
        """Show other columns of the same kind of log."""
        self._spec = spec
        self.log_list.set_spec(spec)

    def stay_first(self) -> None:
        """Keep the cursor on the first entry, whichever that is now."""
        if self._log is not None and (order := self._log.chronological()):
            self.log_list.go_near(order[0])

    def go_to_moment(self, moment_ms: float, entry: tuple[Kind, int] | None = None) -> bool:
        """Put the cursor on the last shown entry at or before a moment; False without any entry.

        `entry` is the kind and the row in its log of the one that is meant, when this log has it.
        """
        log = self._log
        if log is None or (position := log.nearest(moment_ms)) is None:
            return False
        meant = log.row_in(*entry) if entry else None
        self.log_list.go_near(log.chronological()[position] if meant is None else meant)
        self._show_detail()
        return True

    def go_to_id(self, name: str) -> bool:
        """Put the cursor on an entry, clearing a filter that hides it; False when there is none."""
        if self._log is None or (row := self._log.row_of(name)) is None:
            return False
        self.log_list.go_to(row)
        self._moved_to(self._log, row)
        return True

    def focus_content(self) -> None:
        """Put the focus on the table."""
        self.log_list.table.focus()

    def step_back(self) -> None:
        """Close the detail, else clear the search, else clear the filter."""
        if self.has_class("-detail"):
            if not self.detail.step_back():
                self._close_detail()
        else:
            self.log_list.step_back()

    def toggle_reveal(self) -> None:
        """Show or hide secrets in this log."""
        self._masker = Masker(reveal=not self._masker.reveal)
        self.set_class(self._masker.reveal, "-revealed")
        self.log_list.set_masker(self._masker)
        self._show_detail()

    @on(LogTable.Highlighted)
    def _follow(self, message: LogTable.Highlighted) -> None:
        message.stop()
        self._untouched = False
        if (log := self.log_list.table.shown_log) is not None:
            self._moved_to(log, message.row)

    @on(LogTable.Selected)
    def _open_detail(self, message: LogTable.Selected) -> None:
        message.stop()
        if self.has_class("-detail"):
            self._close_detail()
        else:
            self.add_class("-detail")
            self._show_detail()

    @on(LogList.Changed)
    @on(FoldingTable.Unfolded)
    def _refresh_detail(self) -> None:
        self._show_detail()

    def _show(self, log: Log, warning: str, *, growing: bool = False) -> None:
        self._log = log
        focus = not self.has_class("-loaded") and self.display and not is_typing(self)
        self.add_class("-loaded")
        self.log_list.show(log, warning, growing=growing)
        if focus:
            self.focus_content()

    def _moved_to(self, log: Log, row: int) -> None:
        if not isnan(at := log.at[row]):
            self.post_message(Moved(at, self.id or "", log.native(row)))
        self._show_detail()

    def _close_detail(self) -> None:
        self.share_again()
        self.remove_class("-detail")
        self.detail.close()
        self.focus_content()

    def _show_detail(self) -> None:
        if self.has_class("-detail") and (shown := self._shown()):
            log, rows = shown[0], self.log_list.table.members()
            title = f"{log.id(rows[0])} · {format_offset(log.at[rows[0]])}"
            self.detail.read(title, partial(self._sections, log, rows, self._masker))

    def _sections(self, log: Log, rows: Sequence[int], masker: Masker) -> Iterable[Sequence[Section]]:
        """Sections of a line's entry, and of identical ones that the line stands for too."""
        own_log, own_row = log.native(rows[0])
        around = Around(own_log, own_row, masker, self._links)
        own = sections_of(self._spec, log, rows, around, self.note_of(log.id(rows[0])))
        made = self.with_linked(own, own_log, own_row, masker)
        return [tuple(made)] if len(log.source(rows[0])) <= _SMALL else ((section,) for section in made)
