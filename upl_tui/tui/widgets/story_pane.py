"""The Story tab: the problems of a recording, ranked, and below them the chain of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from upl_tui.errors import UplError
from upl_tui.logs import LOGS
from upl_tui.logs.facets import telling_text
from upl_tui.redact import Masker
from upl_tui.states import PartState
from upl_tui.story import Findings, Problem, Story, rules_text, tell
from upl_tui.story.tell import find
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.widgets.said import Moved, Said, StoryClosed, StoryOpened
from upl_tui.tui.widgets.searched_pane import SearchedPane
from upl_tui.tui.widgets.story_lists import ProblemList, StoryView

_HELP_CELLS = 66


class StoryPane(SearchedPane):
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
        Binding("escape", "close", "clear search, back to the tab before", id="story-close", show=False),
    ]

    DEFAULT_CSS = """
    StoryPane {
        & > ProblemList { height: 1fr; max-height: 40%; }
        & > StoryView { height: 2fr; border-top: solid $border; border-title-color: $foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        self.ranked, self.chain = ProblemList(), StoryView()
        super().__init__(self.ranked, self.chain, id=id)
        self._findings: Findings | None = None
        self._subject: Problem | str = ""

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
        self.lines_changed(self.ranked)
        self._tell(self._subject or self.ranked.problem or "")

    @property
    def help_text(self) -> str:
        """The rules of stories, for the help."""
        return f"How stories are told\n\n{rules_text(_HELP_CELLS)}"

    @property
    def subject(self) -> str:
        """Id of the entry whose story is told; empty without any."""
        if self.chain.story is not None:
            return self.chain.story.subject
        return self._subject if isinstance(self._subject, str) else self._subject.ids[0]

    def tell(self, name: str) -> None:
        """Tell the story of an entry, now or when the logs are there."""
        self._subject = name
        if self._findings is not None:
            self._tell(name)

    def new_masker(self) -> Masker:
        """A masker that counts what it masks, and shows secrets where they are shown here."""
        return Masker(reveal=self.is_revealed)

    def told(self, masker: Masker) -> Story:
        """The story that is told here, in texts that a masker has seen."""
        assert self._findings is not None
        return tell(self._findings.masked_by(masker).scene, self.subject)

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
        if (moment := self._moment()) is not None:
            self.post_message(Moved(moment, self.id or ""))

    def action_hop(self, direction: int) -> None:
        """Go to the next or the previous problem."""
        self.ranked.action_move(direction)

    def action_open(self) -> None:
        """Open the entry under the cursor on its own tab; on a line for several problems, show them."""
        if self.ranked.has_focus and self.ranked.fold():
            self.lines_changed(self.ranked)
        elif name := self.entry:
            self.post_message(StoryOpened(name))

    def action_explain(self) -> None:
        """Tell the story of the step under the cursor."""
        if name := self.entry:
            self.tell(name)

    def action_close(self) -> None:
        """Clear the search, else go back to the tab before."""
        if self.search is not None:
            self.set_search("")
        else:
            self.post_message(StoryClosed())

    @property
    def entry(self) -> str:
        """Id of the entry under the cursor; empty on a line that is none."""
        return self.chain.entry if self.chain.has_focus else self.ranked.entry

    def _moment(self) -> float | None:
        """When the entry under the cursor happened, on a clock that can be followed."""
        if self.chain.has_focus:
            return self.chain.step_here.at_ms if self.chain.step_here is not None else None
        return self.ranked.problem.at_ms if self.ranked.problem is not None else None

    def telling_words(self) -> str | None:
        """What tells the entry under the cursor from others, as on its own tab."""
        if self._findings is None:
            return None
        if not self.entry:
            return ""
        scene = self._findings.scene
        kind, row = find(scene, self.entry)
        return telling_text(LOGS[kind], scene.logs[kind].entry(row))

    def _tell(self, subject: Problem | str) -> None:
        if self._findings is None or not subject:
            self.chain.show(None)
            self.lines_changed(self.chain)
            return
        try:
            story = tell(self._findings.scene, subject)
        except UplError as error:
            self.post_message(Said(str(error), "warn"))
            return
        problem = subject if isinstance(subject, Problem) else self.ranked.go_to(subject)
        self.chain.border_title = f"The story of {story.subject}"
        self.chain.show(story, problem.reasons if problem else ())
        self.lines_changed(self.chain)
