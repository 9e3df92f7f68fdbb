"""The Info tab: everything known of the recording as one scrolling list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.strip import Strip

from upl_tui.safe_text import visible
from upl_tui.states import PartState
from upl_tui.tui.content import fit
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.paint import Piece

if TYPE_CHECKING:
    from upl_tui.info import Group, Line
    from upl_tui.session import Session

_LABEL_CELLS = 20
_INDENT = 2


class InfoView(LineView):
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
        self._lines: list[list[Piece]] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Show groups; the cursor stays on its line."""
        self._groups = groups
        self._lay_out(self.scrollable_content_region.width)

    @property
    def line_count(self) -> int:
        """Number of lines at the present width."""
        return len(self._lines)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One line."""
        return self.paint(self._lines[index], width, selected)

    def width_changed(self, width: int) -> None:
        """Break the values anew."""
        self._lay_out(width)

    def _lay_out(self, width: int) -> None:
        self._lines = [line for group in self._groups for line in _group_lines(group, width)][1:]
        self.rows_changed()
        self.redraw()


class InfoPane(Vertical):
    """The list, or a notice while there is none."""

    DEFAULT_CSS = """
    InfoPane {
        height: 1fr;
        & > InfoView { display: none; }
        &.-loaded > InfoView { display: block; }
        &.-loaded > Notice { display: none; }
    }
    """

    view = query_one(InfoView)
    notice = query_one(Notice)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._session: Session | None = None
        self._reveal = False

    def compose(self) -> ComposeResult:
        """The notice and the list."""
        yield Notice()
        yield InfoView()

    def show(self, session: Session) -> None:
        """Show what is known of a recording now."""
        from upl_tui.info import info_groups
        from upl_tui.redact import Masker

        self._session = session
        self.view.show(info_groups(session, Masker(reveal=self._reveal)))
        if not self.has_class("-loaded"):
            self.add_class("-loaded")
            self.focus_content()

    def show_loading(self) -> None:
        """Say that the detail is on its way; what is shown already stays."""
        self.notice.show_loading("Loading the recording…")

    def show_state(self, state: PartState) -> None:
        """Say why there is no detail."""
        self.remove_class("-loaded")
        self.notice.show_state(state)

    def toggle_reveal(self) -> None:
        """Show or hide secrets."""
        self._reveal = not self._reveal
        if self._session is not None:
            self.show(self._session)

    def focus_content(self) -> None:
        """Put the focus on the list."""
        self.view.focus()


def _group_lines(group: Group, width: int) -> Iterator[list[Piece]]:
    yield []
    yield [(group.title, "info--heading", False)]
    for line in group.lines:
        yield from _wrapped(line, width)


def _wrapped(line: Line, width: int) -> Iterator[list[Piece]]:
    indent = " " * _INDENT * (line.depth + 1)
    label = fit(indent + visible(line.label), max(_LABEL_CELLS, _INDENT)) if line.label else indent
    look = f"info--{line.style}" if line.style else ""
    room = max(1, width - cell_len(label) - 1)
    for part in _broken(visible(line.value), room):
        yield [(f"{label} " if line.label else label, "info--label", False), (part, look, False)]
        label = " " * cell_len(label)


def _broken(text: str, room: int) -> Iterator[str]:
    """Lines of at most `room` cells, broken at blanks where there are any."""
    while cell_len(text) > room:
        count = _fitting(text, room)
        if text[count : count + 1] != " " and " " in text[:count]:
            count = text.rindex(" ", 0, count) + 1
        yield text[:count]
        text = text[count:].lstrip(" ")
    yield text


def _fitting(text: str, room: int) -> int:
    """How many characters fit `room` cells; at least one, so that every text comes to an end."""
    cells = accumulate(map(cell_len, text))
    return max(1, sum(1 for _ in takewhile(lambda total: total <= room, cells)))
