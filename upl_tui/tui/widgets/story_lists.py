"""The two lists of the Story tab: the problems of a recording, and the chain of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.strip import Strip

from upl_tui.clock import format_offset
from upl_tui.safe_text import visible
from upl_tui.story import Alike, Problem, Step, Story, alike
from upl_tui.story.model import Role
from upl_tui.tui.fitting import broken, fit
from upl_tui.tui.widgets.searched_lines import NOWHERE, Layout, Placed, SearchedLines, in_column

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


class _StoryLines(SearchedLines):
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


class _Ranked(NamedTuple):
    """A line of the problems: its pieces, the last of them cut where there is no room, and what it tells."""

    pieces: tuple[Placed, ...]
    group: Alike
    problem: Problem | None
    """None on the line that stands for the whole group."""


class ProblemList(_StoryLines):
    """The problems, one a line, alike ones on one that opens; moving the cursor tells another story."""

    HEADER_LINES = 1
    TITLE = "problems"

    def __init__(self) -> None:
        super().__init__()
        self._groups: Sequence[Alike] = ()
        self._open: set[str] = set()  # patterns of the groups whose problems are shown
        self._lines: list[_Ranked] = []

    def show(self, ranked: Sequence[Problem]) -> None:
        """Show problems; the cursor stays on its place."""
        self._groups = alike(ranked)
        self._lay_out()

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor: of a line for several, the first."""
        if not self._lines:
            return None
        line = self._lines[self.cursor]
        return line.problem or line.group.lead

    @property
    def entry(self) -> str:
        """Id of the entry under the cursor, which the problem's story is told of; empty without any."""
        return self.problem.ids[0] if self.problem is not None else ""

    def fold(self) -> bool:
        """Open or close the line under the cursor; False when it stands for one problem."""
        if not self._lines:
            return False
        line = self._lines[self.cursor]
        if line.problem is not None:
            return False
        self._open ^= {line.group.pattern}
        self._lay_out()
        return True

    def go_to(self, name: str) -> Problem | None:
        """Put the cursor on the problem that an entry is part of; None, and nothing moves, without one."""
        for place, (_, group, problem) in enumerate(self._lines):
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

    def pieces(self, index: int, width: int) -> Sequence[Placed]:
        """One problem, or several alike; what has no room at the end shows that it is cut."""
        *lead, (title, look, start) = self._lines[index].pieces
        room = max(0, width - sum(cell_len(text) for text, _, _ in lead))
        return (*lead, (fit(title, room), look, start))

    def _lay_out(self) -> None:
        layout: Layout[_Ranked] = Layout()
        for group in self._groups:
            several, is_open = len(group.problems) > 1, group.pattern in self._open
            if several:
                _add_group(layout, group, "▾ " if is_open else "▸ ")
            if not several or is_open:
                for problem in group.problems:
                    _add_problem(layout, group, problem, "  " if several else "")
        self._lines = layout.lines
        self.take_text(layout.text, layout.starts)


def _add_group(layout: Layout[_Ranked], group: Alike, sign: str) -> None:
    until = f", until {format_offset(group.last_ms)}" if group.last_ms is not None else ""
    title = f"{visible(group.pattern[:_LONGEST_TITLE])} ({group.times:,} times{until})"
    count = f"×{len(group.problems):,}"
    start, lead = _lead(layout, group.lead.score, group.first_ms, count)
    layout.add(_Ranked((*lead, (sign, "", NOWHERE), (title, "", layout.say(title))), group, None), start)


def _add_problem(layout: Layout[_Ranked], group: Alike, problem: Problem, indent: str) -> None:
    title = visible(problem.title[:_LONGEST_TITLE])
    start, lead = _lead(layout, problem.score, problem.at_ms, problem.ids[0])
    layout.add(_Ranked((*lead, (indent, "", NOWHERE), (title, "", layout.say(title))), group, problem), start)


def _lead(
    layout: Layout[_Ranked], points: int, at_ms: float | None, name: str
) -> tuple[int, tuple[Placed, ...]]:
    """The columns before the title, and where they begin in the searched text."""
    score, time, muted = str(points), format_offset(at_ms), "story--muted"
    start = layout.say(score, " ")
    return start, (
        *in_column(score, muted, _SCORE_CELLS, start, right=True),
        *in_column(time, muted, _TIME_CELLS + 1, layout.say(time, " "), right=True),
        (" ", "", NOWHERE),
        *in_column(name, muted, _ID_CELLS + 1, layout.say(name, " ")),
    )


class _Line(NamedTuple):
    """A line of a story: its pieces, and the step that it is, if any."""

    pieces: tuple[Placed, ...] = ()
    step: Step | None = None


class StoryView(_StoryLines):
    """One story: why it ranks where it does, its steps, and what is unclear."""

    TITLE = "story"

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
    def story(self) -> Story | None:
        """The story that is told."""
        return self._story

    @property
    def step_here(self) -> Step | None:
        """The step under the cursor."""
        return self._lines[self.cursor].step if self.cursor < len(self._lines) else None

    @property
    def entry(self) -> str:
        """Id of the entry under the cursor; empty on a line that is no step."""
        return self.step_here.id if self.step_here is not None else ""

    @property
    def line_count(self) -> int:
        """Number of lines at the present width."""
        return len(self._lines)

    def pieces(self, index: int, width: int) -> Sequence[Placed]:
        """One line."""
        return self._lines[index].pieces

    def width_changed(self, width: int) -> None:
        """Break the sentences anew; the cursor stays on its step, the top in sight until somebody moves."""
        step = self.step_here
        self._lay_out(width)
        if step is not None:
            self.cursor = self._place_of(step.id)
            if self._story is not None and step.id == self._story.subject:
                self.scroll_to_row(0)

    def _lay_out(self, width: int) -> None:
        layout = _layout(self._story, self._reasons, max(20, width)) if self._story else Layout()
        self._lines = layout.lines
        self.take_text(layout.text, layout.starts)

    def _place_of(self, name: str) -> int:
        """Line of the step that an entry is in, 0 without one."""
        for place, line in enumerate(self._lines):
            if line.step is not None and name in (line.step.id, *line.step.also):
                return place
        return 0


def _layout(story: Story, reasons: tuple[str, ...], width: int) -> Layout[_Line]:
    layout: Layout[_Line] = Layout()
    if reasons:
        _add_sentence(layout, f"It ranks here because: {', '.join(reasons)}", "story--muted", width)
        layout.add(_Line())
    for step in story.steps:
        _add_step(layout, step, width)
    if story.unclear:
        layout.add(_Line())
    for sentence in story.unclear:
        _add_sentence(layout, f"unclear: {sentence}", "story--warn", width)
    return layout


def _add_step(layout: Layout[_Line], step: Step, width: int) -> None:
    look, muted = _LOOKS.get(step.role, ""), "story--muted"
    time, role, text = format_offset(step.at_ms), step.role.value, visible(step.text)
    also = f"(also {', '.join(step.also)})" if step.also else ""
    rule = step.rule + ("" if step.sure else "?")
    rule_cells = _RULE_CELLS + 1 if width >= _RULE_FROM else 0
    also_cells = cell_len(also) + 2 if also else 0
    room = max(0, width - (_TIME_CELLS + _ID_CELLS + _ROLE_CELLS + 3) - rule_cells)
    text_cells = max(0, min(room - also_cells, cell_len(text)))
    start = layout.say(time, " ")
    pieces = (
        *in_column(time, muted, _TIME_CELLS, start, right=True),
        (" ", "", NOWHERE),
        *in_column(step.id, muted, _ID_CELLS + 1, layout.say(step.id, " ")),
        *in_column(role, look, _ROLE_CELLS + 1, layout.say(role, " ")),
        *in_column(text, look, text_cells, layout.say(text, " ")),
        ("  " if also else "", "", NOWHERE),
        *in_column(also, muted, max(0, room - text_cells - (2 if also else 0)), layout.say(also, " ")),
        (" " if rule_cells else "", "", NOWHERE),
        *in_column(rule, muted, max(0, rule_cells - 1), layout.say(rule)),
    )
    layout.add(_Line(pieces, step), start)


def _add_sentence(layout: Layout[_Line], text: str, look: str, width: int) -> None:
    """Lines of a sentence, those below the first indented."""
    shown = visible(text)
    start = layout.say(shown)
    indent = ""
    for first, last in broken(shown, width - len("  ")):
        layout.add(_Line(((indent, "", NOWHERE), (shown[first:last], look, start + first))), start + first)
        indent = "  "
