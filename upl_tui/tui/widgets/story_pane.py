"""The Story tab: the problems of a recording, ranked, and below them the chain of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one

from upl_tui.errors import UplError
from upl_tui.redact import Masker
from upl_tui.states import PartState
from upl_tui.story import Findings, Problem, rules_text, tell
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.widgets.notice import Notice
from upl_tui.tui.widgets.said import Said, StoryClosed, StoryOpened
from upl_tui.tui.widgets.story_lists import ProblemList, StoryView

_HELP_CELLS = 66


class StoryPane(Vertical):
    """The notice while the logs are on their way, else problems and story."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_curly_bracket", "hop(1)", "next problem", id="problem-next", show=False),
        Binding("left_curly_bracket", "hop(-1)", "previous problem", id="problem-previous", show=False),
        Binding(
            "enter",
            "open",
            "open the entry on its tab, or problems that are alike",
            id="story-open",
            show=False,
        ),
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
        self._findings: Findings | None = None
        self._subject: Problem | str = ""

    def compose(self) -> ComposeResult:
        """The notice, and the two lists."""
        yield Notice()
        yield ProblemList()
        yield StoryView()

    def show_loading(self) -> None:
        """Say that the logs are on their way."""
        self._findings = None
        self.remove_class("-loaded")
        self.notice.show_loading("Loading the logs and linking them")

    def show_state(self, state: PartState) -> None:
        """Say why there is no story."""
        self._findings = None
        self.remove_class("-loaded")
        self.notice.show_state(state)

    def show(self, found: Findings, ranked: Sequence[Problem]) -> None:
        """Show the problems of a recording, and the story of the first or of what was asked for."""
        self._findings = found
        self.add_class("-loaded")
        self.set_class(found.scene.masker.reveal, "-revealed")
        self.ranked.show(ranked)
        self._tell(self._subject or self.ranked.problem or "")

    @property
    def help_text(self) -> str:
        """The rules of stories, for the help."""
        return f"How stories are told\n\n{rules_text(_HELP_CELLS)}"

    @property
    def subject(self) -> str:
        """Id of the entry whose story is told; empty without any."""
        return self._subject if isinstance(self._subject, str) else self._subject.ids[0]

    def tell(self, name: str) -> None:
        """Tell the story of an entry, now or when the logs are there."""
        self._subject = name
        if self._findings is not None:
            self._tell(name)

    def toggle_reveal(self) -> None:
        """Show or hide secrets."""
        if (found := self._findings) is not None:
            self._rank_again(found.masked_by(Masker(reveal=not found.scene.masker.reveal)))

    @work(exclusive=True, group="reveal", exit_on_error=False)
    async def _rank_again(self, found: Findings) -> None:
        shown = self._findings
        with ErrorsSaid(self):
            ranked = await beside(found.problems)
            if self._findings is shown:
                self.show(found, ranked)

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
        """Open the entry under the cursor on its own tab; on a line for several problems, show them."""
        if self.ranked.has_focus and self.ranked.fold():
            return
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
        if self._findings is None or not subject:
            self.chain.show(None)
            return
        try:
            story = tell(self._findings.scene, subject)
        except UplError as error:
            self.post_message(Said(str(error), "warn"))
            return
        problem = subject if isinstance(subject, Problem) else self.ranked.go_to(subject)
        self.chain.border_title = f"The story of {story.subject}"
        self.chain.show(story, problem.reasons if problem else ())
