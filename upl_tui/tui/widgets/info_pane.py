"""The Info tab: everything known of the recording as one scrolling list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len

from upl_tui.safe_text import visible
from upl_tui.states import PartState
from upl_tui.tui.fitting import broken, fit
from upl_tui.tui.widgets.prompt import is_typing
from upl_tui.tui.widgets.searched_lines import NOWHERE, Layout, Placed, SearchedLines
from upl_tui.tui.widgets.searched_pane import SearchedPane

if TYPE_CHECKING:
    from upl_tui.info import Group, Line
    from upl_tui.redact import Masker
    from upl_tui.session import Session

_LABEL_CELLS = 20
_INDENT = 2


class _Row(NamedTuple):
    """A line on the screen, and the labelled line that it is part of; None for a heading and a blank line."""

    pieces: tuple[Placed, ...] = ()
    line: Line | None = None


class InfoView(SearchedLines):
    """Groups of labelled lines; a value that is too long goes on in the next line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"info--{name}" for name in ("heading", "label", "error", "warn", "muted")
    }

    DEFAULT_CSS = """
    InfoView {
        & > .info--heading { color: $text-accent; text-style: bold; }
        & > .info--label, & > .info--muted { color: $text-muted; }
        & > .info--error { color: $text-error; }
        & > .info--warn { color: $text-warning; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Group] = ()
        self._rows: list[_Row] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Show groups; the cursor stays on its line."""
        self._groups = groups
        self._lay_out(self.scrollable_content_region.width)

    @property
    def line(self) -> Line | None:
        """The labelled line under the cursor; None on a heading and a blank line."""
        return self._rows[self.cursor].line if self._rows else None

    @property
    def line_count(self) -> int:
        """Number of lines at the present width."""
        return len(self._rows)

    def pieces(self, index: int, width: int) -> Sequence[Placed]:
        """Label and value, or a heading."""
        return self._rows[index].pieces

    def width_changed(self, width: int) -> None:
        """Break the values anew."""
        self._lay_out(width)

    def _lay_out(self, width: int) -> None:
        layout: Layout[_Row] = Layout()
        for group in self._groups:
            if layout.lines:
                layout.add(_Row())
            start = layout.say(title := visible(group.title))
            layout.add(_Row(((title, "info--heading", start),)), start)
            for line in group.lines:
                _add_line(layout, line, width)
        self._rows = layout.lines
        self.take_text(layout.text, layout.starts)


class InfoPane(SearchedPane):
    """The list, or a notice while there is none."""

    def __init__(self, *, id: str | None = None) -> None:
        self.view = InfoView()
        super().__init__(self.view, id=id)
        self._session: Session | None = None

    def show(self, session: Session) -> None:
        """Show what is known of a recording now."""
        from upl_tui.info import info_groups

        self._session = session
        is_new = not self.has_content
        self.add_class("-loaded")
        self.view.show(info_groups(session, self.new_masker()))
        self.lines_changed(self.view)
        if is_new and not is_typing(self):
            self.focus_content()

    def show_loading(self) -> None:
        """Say that the detail is on its way; what is shown already stays."""
        self.notice.show_loading("Loading the recording…")

    def show_state(self, state: PartState) -> None:
        """Say why there is no detail."""
        self.remove_class("-loaded")
        self.notice.show_state(state)

    def telling_words(self) -> str | None:
        """The value under the cursor."""
        if not self.has_content:
            return None
        return visible(self.view.line.value) if self.view.line is not None else ""

    def new_masker(self) -> Masker:
        """A masker that counts what it masks, and shows secrets where they are shown here."""
        from upl_tui.redact import Masker

        return Masker(reveal=self.is_revealed)

    def toggle_reveal(self) -> None:
        """Show or hide secrets."""
        self.toggle_class("-revealed")
        if self._session is not None:
            self.show(self._session)


def _add_line(layout: Layout[_Row], line: Line, width: int) -> None:
    indent = " " * _INDENT * (line.depth + 1)
    label, value = visible(line.label), visible(line.value)
    start = layout.say(label, " ") if label else NOWHERE
    shown = fit(indent + label, max(_LABEL_CELLS, _INDENT)) + " " if label else indent
    edge = len(indent)
    pieces: tuple[Placed, ...] = (
        (shown[:edge], "", NOWHERE),
        (shown[edge : edge + len(label)], "info--label", start),
        (shown[edge + len(label) :], "", NOWHERE),
    )
    look = f"info--{line.style}" if line.style else ""
    said = layout.say(value)
    for first, last in broken(value, max(1, width - cell_len(shown))):
        at = said + first
        layout.add(_Row((*pieces, (value[first:last], look, at)), line), start if start != NOWHERE else at)
        pieces, start = ((" " * cell_len(shown), "", NOWHERE),), NOWHERE
