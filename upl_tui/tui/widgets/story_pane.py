"""The Story tab: the problems of a recording, ranked, and below them the chain of the chosen one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.strip import Strip
from textual.worker import get_current_worker

from upl_tui.clock import format_offset
from upl_tui.errors import UplError
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.states import PartState
from upl_tui.story import Problem, Scene, Step, Story, problems, rules_text, tell
from upl_tui.story.model import Role
from upl_tui.tui.content import fit
from upl_tui.tui.widgets.line_view import LineView
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.paint import Piece
from upl_tui.tui.widgets.said import Said, StoryClosed, StoryOpened

_TIME_CELLS = 10
_ID_CELLS = 7
_ROLE_CELLS = 11
_RULE_CELLS = 18
_RULE_FROM = 90
"""Cells of width from which rules have a column of their own."""
_SCORE_CELLS = 5
_LONGEST_TITLE = 400
_HELP_CELLS = 66
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
    """The problems, one a line; moving the cursor tells another story."""

    HEADER_LINES = 1

    def __init__(self) -> None:
        super().__init__()
        self._problems: Sequence[Problem] = ()

    def show(self, ranked: Sequence[Problem]) -> None:
        """Show problems; the cursor stays on its place."""
        self._problems = ranked
        self.rows_changed()
        self.redraw()

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self._problems[self.cursor] if self._problems else None

    def go_to(self, name: str) -> Problem | None:
        """Put the cursor on the problem that an entry is part of; None, and nothing moves, without one."""
        for place, problem in enumerate(self._problems):
            if name in problem.ids:
                self.cursor = place
                return problem
        return None

    @property
    def line_count(self) -> int:
        """Number of problems."""
        return len(self._problems)

    def render_header(self, width: int) -> Strip:
        """Column titles."""
        titles = (fit("score", _SCORE_CELLS), fit("time", _TIME_CELLS, right=True), fit("entry", _ID_CELLS))
        return self.paint([(" ".join((*titles, "problem")), "line-view--header", False)], width)

    def render_blank(self, y: int, width: int) -> Strip:
        """The sentence of an empty list, or nothing."""
        text = "No problem found. x on an entry of a log tells its story." if not y + self.line_count else ""
        return self.paint([(text, "story--muted", False)], width)

    def render_row(self, index: int, width: int, selected: bool) -> Strip:
        """One problem."""
        problem = self._problems[index]
        lead = (
            fit(str(problem.score), _SCORE_CELLS, right=True),
            fit(format_offset(problem.at_ms), _TIME_CELLS, right=True),
            fit(problem.ids[0], _ID_CELLS),
        )
        title = visible(problem.title[:_LONGEST_TITLE])
        pieces: list[Piece] = [(" ".join(lead) + " ", "story--muted", False)]
        pieces.append((fit(title, max(0, width - sum(map(len, lead)) - len(lead))), "", False))
        return self.paint(pieces, width, selected)


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


class StoryPane(Vertical):
    """The notice while the logs are on their way, else problems and story."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_curly_bracket", "hop(1)", "next problem", id="problem-next", show=False),
        Binding("left_curly_bracket", "hop(-1)", "previous problem", id="problem-previous", show=False),
        Binding("enter", "open", "open the entry on its tab", id="story-open", show=False),
        Binding("x", "explain", "story of this step", id="story-explain", show=False),
        Binding("escape", "close", "back to the tab before", id="story-close", show=False),
    ]

    DEFAULT_CSS = """
    StoryPane {
        height: 1fr;
        & > ProblemList, & > StoryView { display: none; }
        & > ProblemList { height: 1fr; max-height: 40%; }
        & > StoryView { height: 2fr; border-top: solid $border; border-title-color: $foreground; }
        &.-loaded > ProblemList, &.-loaded > StoryView { display: block; }
        &.-loaded > Notice { display: none; }
    }
    """

    notice = query_one(Notice)
    ranked = query_one(ProblemList)
    chain = query_one(StoryView)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._subject: Problem | str = ""

    def compose(self) -> ComposeResult:
        """The notice, and the two lists."""
        yield Notice()
        yield ProblemList()
        yield StoryView()

    def show_loading(self) -> None:
        """Say that the logs are on their way."""
        self._scene = None
        self.remove_class("-loaded")
        self.notice.show_loading("Loading the logs and linking them")

    def show_state(self, state: PartState) -> None:
        """Say why there is no story."""
        self._scene = None
        self.remove_class("-loaded")
        self.notice.show_state(state)

    def show(self, scene: Scene, ranked: Sequence[Problem]) -> None:
        """Show the problems of a recording, and the story of the first or of what was asked for."""
        self._scene = scene
        self.add_class("-loaded")
        self.set_class(scene.masker.reveal, "-revealed")
        self.ranked.show(ranked)
        self._tell(self._subject or self.ranked.problem or "")

    @property
    def help_text(self) -> str:
        """The rules of stories, for the help."""
        return f"How stories are told\n\n{rules_text(_HELP_CELLS)}"

    def tell(self, name: str) -> None:
        """Tell the story of an entry, now or when the logs are there."""
        self._subject = name
        if self._scene is not None:
            self._tell(name)

    def toggle_reveal(self) -> None:
        """Show or hide secrets."""
        if (scene := self._scene) is not None:
            self._rank_again(replace(scene, masker=Masker(reveal=not scene.masker.reveal)))

    @work(thread=True, exclusive=True, group="reveal", exit_on_error=False)
    def _rank_again(self, scene: Scene) -> None:
        worker = get_current_worker()
        ranked = problems(scene)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show, scene, ranked)

    def focus_content(self) -> None:
        """Put the focus on the story where one was asked for, else on the problems."""
        (self.chain if isinstance(self._subject, str) and self._subject else self.ranked).focus()

    @on(ProblemList.Highlighted)
    def _tell_of_problem(self, message: ProblemList.Highlighted) -> None:
        message.stop()
        if message.view is self.ranked and self.ranked.problem is not None:
            self._subject = self.ranked.problem
            self._tell(self._subject)

    def action_hop(self, direction: int) -> None:
        """Go to the next or the previous problem."""
        self.ranked.action_move(direction)

    def action_open(self) -> None:
        """Open the entry under the cursor on its own tab."""
        if name := self._name_here():
            self.post_message(StoryOpened(name))

    def action_explain(self) -> None:
        """Tell the story of the step under the cursor."""
        if name := self._name_here():
            self.tell(name)

    def action_close(self) -> None:
        """Go back to the tab before."""
        self.post_message(StoryClosed())

    def _name_here(self) -> str:
        if self.chain.has_focus:
            return self.chain.step.id if self.chain.step else ""
        return self.ranked.problem.ids[0] if self.ranked.problem else ""

    def _tell(self, subject: Problem | str) -> None:
        if self._scene is None or not subject:
            self.chain.show(None)
            return
        try:
            story = tell(self._scene, subject)
        except UplError as error:
            self.post_message(Said(str(error), "warn"))
            return
        problem = subject if isinstance(subject, Problem) else self.ranked.go_to(subject)
        self.chain.border_title = f"The story of {story.subject}"
        self.chain.show(story, problem.reasons if problem else ())


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
