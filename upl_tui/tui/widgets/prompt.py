"""The input line for filter, search and commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from upl_tui.tui.content import safe_content

_MOST_HISTORY = 100
_NO_COMPLETIONS = (0, 0, ())


class _ErrorMark(Highlighter):
    """Draws the place of an error in the input; `position` is None without one."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.position: int | None = None

    def highlight(self, text: Text) -> None:
        """Underline the word that begins at the position, or the last one before it."""
        if self.position is None:
            return
        start = min(self.position, max(0, len(text) - 1))
        end = start + max(1, len(text.plain[start:].split(" ", 1)[0]))
        text.stylize(self.prompt.get_component_rich_style("prompt--error", partial=True), start, end)


class Prompt(Widget):
    """Hidden until `open`; two lines high then, so that nothing jumps while a person types.

    The second line holds the error, or else the completions. Up and down go through what was submitted.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--error"}

    DEFAULT_CSS = """
    Prompt {
        height: 2;
        display: none;
        & > .prompt--error { color: $text-error; text-style: underline; }
        & Horizontal { height: 1; }
        & Static { height: 1; width: auto; text-wrap: nowrap; text-overflow: ellipsis; }
        & Input, & Input:focus { width: 1fr; height: 1; border: none; padding: 0; }
        & .prompt--help { width: 1fr; color: $text-muted; }
        & .prompt--help.-error { color: $text-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="prompt.cancel"),
        Binding("tab", "complete", "Complete", show=False, id="prompt.complete"),
        Binding("up", "history(-1)", "Earlier", show=False, id="prompt.earlier"),
        Binding("down", "history(1)", "Later", show=False, id="prompt.later"),
    ]

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("Enter", "take it"),
        ("Esc", "leave"),
        ("Up", "earlier ones"),
    )

    class _OfText(Message):
        def __init__(self, prompt: Prompt, text: str) -> None:
            super().__init__()
            self.prompt = prompt
            self.text = text

        @property
        def control(self) -> Prompt:
            """The prompt that sent it."""
            return self.prompt

    class Changed(_OfText):
        """The text changed under the person's hands."""

    class Submitted(_OfText):
        """Enter; the prompt has closed."""

    class Cancelled(_OfText):
        """Esc; the prompt has closed."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._label = Static(markup=False)
        self._note = Static(markup=False)
        self._help = Static(markup=False, classes="prompt--help")
        self._error = _ErrorMark(self)
        self._input = Input(compact=True, select_on_focus=False, highlighter=self._error)
        self._input.cursor_blink = False
        self._wrong = ""
        self._completions: tuple[int, int, Sequence[str]] = _NO_COMPLETIONS
        self._submitted: list[str] = []
        self._place = 0

    @property
    def is_open(self) -> bool:
        """Whether a person can type into it now."""
        return bool(self.display)

    @property
    def offers(self) -> Sequence[str]:
        """The completions that are shown."""
        return self._completions[2]

    @property
    def is_wrong(self) -> bool:
        """Whether an error is shown."""
        return self._error.position is not None

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self._input.value

    @property
    def cursor(self) -> int:
        """Where the next character goes, from 0."""
        return self._input.cursor_position

    def open(self, label: str, text: str = "") -> None:
        """Show the line with a label before it, filled with a text, and take the focus."""
        self._show()
        self._label.update(safe_content(label))
        self._note.update(Content(""))
        self._forget()
        self._place = len(self._submitted)
        self._set_text(text)
        self._take_focus()

    def close(self) -> None:
        """Hide the line. Where the focus goes next is the owner's choice."""
        self.display = False

    def show_error(self, position: int, message: str) -> None:
        """Underline the word at a position (characters from 0) and say what is wrong with it.

        It stays until the text changes, and Enter does nothing until then. Opens the line again when closed.
        """
        was_open = self.is_open
        self._show()
        self._completions = _NO_COMPLETIONS
        self._error.position, self._wrong = position, f"✕ {message}"
        self._show_help(self._wrong, error=True)
        self._input.refresh()
        if not was_open:
            self._take_focus()

    def show_note(self, text: str) -> None:
        """Show a short text at the right, such as ``31/71``; nothing while the line is closed."""
        if self.is_open:
            self._note.update(safe_content(text))

    def show_completions(self, start: int, words: Sequence[str], labels: Sequence[str] = ()) -> None:
        """Offer words; Tab puts the first in place of the characters from `start` to the cursor.

        `labels` are shown instead of the words, when given. What is wrong, if anything, is said behind them.
        """
        self._completions = (start, self.cursor, words)
        shown = labels or words
        offer = f"Tab {shown[0]}   {'  '.join(shown[1:])}" if shown else ""
        self._show_help(f"{offer.rstrip()}   {self._wrong}".strip(), error=self.is_wrong)

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.close()
        self.post_message(self.Cancelled(self, self.text))

    def action_complete(self) -> None:
        """Take the first completion."""
        start, end, words = self._completions
        if words:
            self._input.replace(words[0], start, end)

    def action_history(self, step: int) -> None:
        """Put an earlier or later submitted text into the line."""
        place = self._place + step
        if 0 <= place <= len(self._submitted):
            self._place = place
            self._input.value = (*self._submitted, "")[place]
            self._input.action_end()

    @on(Input.Changed)
    def _pass_change_on(self, event: Input.Changed) -> None:
        event.stop()
        self._forget()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if self._error.position is not None:
            return
        if event.value and self._submitted[-1:] != [event.value]:
            self._submitted = [*self._submitted, event.value][-_MOST_HISTORY:]
        self.close()
        self.post_message(self.Submitted(self, event.value))

    def _show(self) -> None:
        # The lines are mounted when they are first shown: most prompts of a screen are never opened.
        if not self.children:
            self.mount(Horizontal(self._label, self._input, self._note), self._help)
        self.display = True

    def _take_focus(self) -> None:
        # Not `focus()`, which waits its turn behind the keys that are typed already.
        self.screen.set_focus(self._input)

    def _set_text(self, text: str) -> None:
        entry = self._input
        with entry.prevent(Input.Changed):
            entry.value = text
        entry.cursor_position = len(text)

    def _forget(self) -> None:
        self._error.position, self._wrong = None, ""
        self._completions = _NO_COMPLETIONS
        self._show_help("")

    def _show_help(self, text: str, *, error: bool = False) -> None:
        self._help.set_class(error, "-error")
        self._help.update(safe_content(text))


def is_typing(widget: Widget) -> bool:
    """Whether the person types into a prompt of this screen: what arrives meanwhile takes no focus."""
    return isinstance(widget.screen.focused, Input)
