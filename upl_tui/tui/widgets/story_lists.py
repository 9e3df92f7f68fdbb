"""The two lists of the Story tab: the problems of a recording, and the chain of one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual.strip import Strip

from upl_tui.clock import format_offset
from upl_tui.safe_text import visible
from upl_tui.story import Alike, Problem, Step, Story, alike
from upl_tui.story.model import Role
from upl_tui.tui.content import fit
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.paint import Piece

_TIME_CELLS = 10
_ID_CELLS = 7
_ROLE_CELLS = 11
_RULE_CELLS = 18
_RULE_FROM = 90
"""Cells of width from which rules have a column of their own."""
_SCORE_CELLS = 5
_LONGEST_TITLE = 400
_LOOKS = {
    Role.FAILURE: "story--error",
    Role.SEEN: "story--error",
    Role.CONSEQUENCE: "story--warn",
    Role.REPEAT: "story--warn",
    Role.LEFT: "story--warn",
    Role.ACTION: "story--accent",
    Role.NEXT: "story--accent",
    Role.RETRY: "story--accent",
    Role.CONTEXT: "story--muted",
}


class _StoryLines(LineView):
    """Look and keys that both lists of the tab share."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"story--{name}" for name in ("heading", "error", "warn", "accent", "muted")
    }

    DEFAULT_CSS = """
    _StoryLines {
        & > .story--heading { text-style: bold; }
        & > .story--error { color: $text-error; }
        & > .story--warn { color: $text-warning; }
        & > .story--accent { color: $text-accent; }
        & > .story--muted { color: $text-muted; }
    }
    """

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "open entry"),
        ("}", "next problem"),
        ("Tab", "other list"),
        ("Esc", "back"),
        ("?", "help"),
    )


class ProblemList(_StoryLines):
    """The problems, one a line, alike ones on one that opens; moving the cursor tells another story."""

    HEADER_LINES = 1

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Alike] = ()
        self._open: set[str] = set()  # patterns of the groups whose problems are shown
        self._lines: list[tuple[Alike, Problem | None]] = []

    def show(self, ranked: Sequence[Problem]) -> None:
        """Show problems; the cursor stays on its place."""
        self._groups = alike(ranked)
        self._lay_out()

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor: of a line for several, the first."""
        return self._problem_at(self.cursor) if self._lines else None

    def fold(self) -> bool:
        """Open or close the line under the cursor; False when it stands for one problem."""
        if not self._lines:
            return False
        group, problem = self._lines[self.cursor]
        if problem is not None:
            return False
        self._open ^= {group.pattern}
        self._lay_out()
        return True

    def go_to(self, name: str) -> Problem | None:
        """Put the cursor on the problem that an entry is part of; None, and nothing moves, without one."""
        for place, (group, problem) in enumerate(self._lines):
            told = (problem,) if problem is not None else group.problems
            found = next((one for one in told if name in one.ids), None)
            if found is not None and (problem is not None or group.pattern not in self._open):
                self.cursor = place
                return found
        return None

    @property
    def line_count(self) -> int:
        """Number of lines."""
        return len(self._lines)

    def render_header(self, width: int) -> Strip:
        """Column titles."""
        titles = (fit("score", _SCORE_CELLS), fit("time", _TIME_CELLS, right=True), fit("entry", _ID_CELLS))
        return self.paint([(" ".join((*titles, "problem")), "line-view--header", False)], width)

    def render_blank(self, y: int, width: int) -> Strip:
        """The sentence of an empty list, or nothing."""
        text = "No problem found. x on an entry of a log tells its story." if not y + self.line_count else ""
        return self.paint([(text, "story--muted", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One problem, or several alike."""
        group, told = self._lines[index]
        problem = told or group.lead
        lead = (
            fit(str(problem.score), _SCORE_CELLS, right=True),
            fit(format_offset(problem.at_ms if told else group.first_ms), _TIME_CELLS, right=True),
            fit(problem.ids[0] if told else f"×{len(group.problems):,}", _ID_CELLS),
        )
        title = visible((problem.title if told else _alike_words(group, self._open))[:_LONGEST_TITLE])
        indent = "  " if told and len(group.problems) > 1 else ""
        pieces: list[Piece] = [(" ".join(lead) + " ", "story--muted", False)]
        room = max(0, width - sum(map(len, lead)) - len(lead))
        pieces.append((fit(indent + title, room), "", False))
        return self.paint(pieces, width, selected)

    def _problem_at(self, line: int) -> Problem:
        group, problem = self._lines[line]
        return problem or group.lead

    def _lay_out(self) -> None:
        self._lines = []
        for group in self._groups:
            several = len(group.problems) > 1
            self._lines += [(group, None)] if several else []
            if not several or group.pattern in self._open:
                self._lines += [(group, problem) for problem in group.problems]
        self.rows_changed()
        self.redraw()


def _alike_words(group: Alike, opened: Collection[str]) -> str:
    sign = "▾" if group.pattern in opened else "▸"
    until = f", until {format_offset(group.last_ms)}" if group.last_ms is not None else ""
    return f"{sign} {group.pattern} ({group.times:,} times{until})"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a story: its pieces, or the step to lay out."""

    pieces: tuple[Piece, ...] = ()
    step: Step | None = None


class StoryView(_StoryLines):
    """One story: why it ranks where it does, its steps, and what is unclear."""

    def __init__(self) -> None:
        super().__init__()
        self._story: Story | None = None
        self._reasons: tuple[str, ...] = ()
        self._lines: list[_Line] = []

    def show(self, story: Story | None, reasons: tuple[str, ...] = ()) -> None:
        """Show a story, the cursor on what it is about."""
        self._story, self._reasons = story, reasons
        self._lay_out(self.scrollable_content_region.width)
        self.scroll_to_row(0)
        self.cursor = self._place_of(story.subject if story else "")

    @property
    def step(self) -> Step | None:
        """The step under the cursor."""
        return self._lines[self.cursor].step if self.cursor < len(self._lines) else None

    @property
    def line_count(self) -> int:
        """Number of lines at the present width."""
        return len(self._lines)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One line."""
        line = self._lines[index]
        pieces = _step_pieces(line.step, width) if line.step is not None else line.pieces
        return self.paint(pieces, width, selected)

    def width_changed(self, width: int) -> None:
        """Break the sentences anew; the cursor stays on its step."""
        step = self.step
        self._lay_out(width)
        if step is not None:
            self.cursor = self._place_of(step.id)

    def _lay_out(self, width: int) -> None:
        self._lines = list(_lines(self._story, self._reasons, max(20, width))) if self._story else []
        self.rows_changed()
        self.redraw()

    def _place_of(self, name: str) -> int:
        """Line of the step that an entry is in, 0 without one."""
        for place, line in enumerate(self._lines):
            if line.step is not None and name in (line.step.id, *line.step.also):
                return place
        return 0


def _step_pieces(step: Step, width: int) -> tuple[Piece, ...]:
    look = _LOOKS.get(step.role, "")
    lead = (
        fit(format_offset(step.at_ms), _TIME_CELLS, right=True),
        fit(step.id, _ID_CELLS),
        fit(step.role.value, _ROLE_CELLS),
    )
    rule = f" {fit(step.rule + ('' if step.sure else '?'), _RULE_CELLS)}" if width >= _RULE_FROM else ""
    also = f"  (also {', '.join(step.also)})" if step.also else ""
    room = max(0, width - sum(map(len, lead)) - len(lead) - len(rule))
    text = visible(step.text)
    text = fit(text, max(0, min(room - len(also), cell_len(text))))
    return (
        (" ".join(lead[:2]) + " ", "story--muted", False),
        (f"{lead[2]} {text}", look, False),
        (fit(also, room - cell_len(text)) + rule, "story--muted", False),
    )


def _lines(story: Story, reasons: tuple[str, ...], width: int) -> Iterator[_Line]:
    if reasons:
        yield from _sentence(f"It ranks here because: {', '.join(reasons)}", "story--muted", width)
        yield _Line()
    for step in story.steps:
        yield _Line(step=step)
    if story.unclear:
        yield _Line()
    for sentence in story.unclear:
        yield from _sentence(f"unclear: {sentence}", "story--warn", width)


def _sentence(text: str, look: str, width: int) -> Iterator[_Line]:
    for line in wrap(visible(text), width, subsequent_indent="  "):
        yield _Line(((line, look, False),))
