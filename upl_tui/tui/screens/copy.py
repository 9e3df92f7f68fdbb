"""Copying entries: `y` and a letter, `Y` again, `|` into a command."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from upl_tui.errors import UplError, internal_error
from upl_tui.kinds import Kind
from upl_tui.tui.screens.tabs import TabbedScreen
from upl_tui.tui.widgets.prompt import Prompt
from upl_tui.tui.widgets.to_terminal import ToTerminal

if TYPE_CHECKING:
    from upl_tui.export.picked import Copied
    from upl_tui.redact import Masker

COPY_KEYS = {
    "y": "row as text",
    "u": "URL",
    "c": "cURL command",
    "p": "Python (httpx)",
    "f": "JavaScript (fetch)",
    "x": "HTTPie command",
    "w": "raw HTTP, request and response",
    "h": "headers",
    "q": "request body",
    "b": "response body",
    "r": "HAR",
    "j": "JSON",
    "m": "Markdown table",
    "i": "id",
    "l": "link to the recording",
    "t": "time",
    "s": "steps up to here",
    "a": "context for an agent",
}
"""The forms by their keys, named here so that the first paint does not wait for them."""
_OF_REQUESTS = frozenset("cpfxwhqbr")


class CopyingScreen(TabbedScreen):
    """A recording whose entries can be handed to the clipboard and to commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "app.prefix('y')", "copy this entry", id="prefix-copy", show=False),
        *(
            Binding(f"y>{key}", f"copy('{key}')", f"copy {title}", id=f"copy-{key}", show=False)
            for key, title in COPY_KEYS.items()
        ),
        Binding("y>.", "copy_path", "copy JSON path of this line", id="copy-path", show=False),
        Binding("Y", "copy_again", "copy in the last form again", id="copy-again", show=False),
        Binding("vertical_line", "pipe", "pipe as JSON to a command", id="pipe", show=False),
    ]

    last_form = ""
    """Key of the form that was copied last."""
    last_copy = ""
    """The text that was copied last, whatever became of it on its way."""
    _folder: Path | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Copying needs a row, and some forms need a request."""
        if action == "copy":
            return self._can_copy(str(parameters[0]))
        if action == "copy_path":
            return self.open_pane is not None and self.open_pane.has_class("-detail")
        if action == "copy_again":
            return any(map(self._can_copy, COPY_KEYS))
        if action == "pipe":
            return self.entry_here() is not None
        return super().check_action(action, parameters)

    @staticmethod
    def copies(key: str, kind: Kind) -> bool:
        """Whether a form exists for rows of a kind."""
        return key in COPY_KEYS and (kind is Kind.NETWORK or key not in _OF_REQUESTS)

    def _can_copy(self, key: str) -> bool:
        """Whether a form exists for what is under the cursor."""
        if self.own_form(key) is not None:
            return True
        here = self.entry_here()
        return here is not None and self.copies(key, here[0].kind)

    # Copying

    def action_copy(self, key: str) -> None:
        """Copy the entry under the cursor, or those selected, in a form."""
        from upl_tui.export.forms import FORMS

        if (own := self.own_form(key)) is not None:
            self.last_form = key
            self._copy(own.title, lambda folder: own.make(own.masker), own.masker)
            return
        picked = self.picked_rows()
        if picked is None:
            self.status.set_message("There is no entry here to copy.", "warn")
            return
        self.last_form = key
        form = next(form for form in FORMS if form.key == key)
        log, rows, masker = picked
        what = log.id(rows[0]) if len(rows) == 1 else f"{len(rows)} rows"
        self._copy(
            f"{form.title} of {what}",
            lambda folder: form.make(log, rows, masker, self.session, folder),
            masker,
        )

    def action_copy_path(self) -> None:
        """Copy the JSON path of the line under the cursor of the detail."""
        from upl_tui.export.picked import Copied
        from upl_tui.redact import Masker

        if (pane := self.open_pane) is None:
            return
        find = pane.detail.text.path_finder()

        def make(folder: str) -> Copied:
            path = find()
            missing = "This line is no JSON: Tab goes into the detail, then j and k to a line that is."
            return Copied(path, notes=() if path else (missing,))

        self._copy("JSON path", make, Masker())

    def action_copy_again(self) -> None:
        """Copy in the last form once more."""
        if not self.last_form:
            self.status.set_message("Nothing was copied yet: y shows the forms.", "warn")
        elif not self._can_copy(self.last_form):
            self.status.set_message(f"No {COPY_KEYS[self.last_form]} here: y shows other forms.", "warn")
        else:
            self.action_copy(self.last_form)

    @work(thread=True, exclusive=True, group="copy", exit_on_error=False)
    def _copy(self, title: str, make: Callable[[str], Copied], masker: Masker) -> None:
        """Large bodies and helpers take a while: both are waited for beside the screen."""
        import tempfile

        from upl_tui.clipboard import choose, send

        folder = self._folder or Path(tempfile.gettempdir()) / f"upl-tui-{os.urandom(6).hex()}"
        try:
            made = make(str(folder))
            if not made.text:
                self._tell(" ".join(made.notes) or f"{title}: nothing to copy.", "warn")
                return
            self._put(made, folder)
            way = choose(os.environ)
            done = send(made.text, way, self._to_terminal, lambda: self._private(folder))
        except UplError as error:
            self._tell(str(error), "error")
            return
        except Exception as error:
            self._tell(internal_error(error), "error")
            return
        self.last_copy = made.text
        masked = sum(masker.masked.values())
        facts = [f"{title}: {done}", f"{masked} masked" if masked else "", *made.notes]
        self._tell(" · ".join(filter(None, facts)), "good")

    def _to_terminal(self, sequence: str) -> None:
        self.post_message(ToTerminal(sequence))

    def _tell(self, text: str, style: str) -> None:
        self.app.call_from_thread(self.status.set_message, text, style)

    def _put(self, made: Copied, folder: Path) -> None:
        from upl_tui.export.save import save

        for file in made.files:
            save(self._private(folder) / file.name, file.data, force=True)

    def _private(self, folder: Path) -> Path:
        """The folder for files that a copy names, made when it is first needed."""
        if self._folder is None:
            folder.mkdir(mode=0o700)
            self._folder = folder
        return folder

    # Piping

    async def action_pipe(self) -> None:
        """Ask for a command that reads the entries, one JSON object a line."""
        if self.picked_rows() is None:
            self.status.set_message("There is no entry here to pipe.", "warn")
            return
        if not self.query(Prompt).filter("#pipe"):
            await self.mount(Prompt(id="pipe"), before=self.status)
        self.query_one("#pipe", Prompt).open("JSON | ", "")

    @on(Prompt.Submitted, "#pipe")
    def _pipe(self, message: Prompt.Submitted) -> None:
        from upl_tui.export.picked import Picked
        from upl_tui.export.tables import ndjson

        message.stop()
        self._focus_content()
        picked = self.picked_rows()
        if not message.text.strip() or picked is None:
            return
        log, rows, masker = picked
        text = ndjson(Picked(log, rows, self.session), masker).text
        try:
            with self.app.suspend(), _interrupts_ignored():
                code = run_pipe(message.text, text)
        except SuspendNotSupported:
            self.status.set_message("This terminal cannot be lent to a command.", "error")
            return
        self.status.set_message(f"{message.text}: exit code {code}", "" if code == 0 else "warn")

    @on(Prompt.Cancelled, "#pipe")
    def _leave_pipe(self, message: Prompt.Cancelled) -> None:
        message.stop()
        self._focus_content()


def run_pipe(command: str, text: str) -> int:
    """Run a shell command on a text, its output on the terminal; wait for Enter and give its exit code."""
    import subprocess

    done = subprocess.run(command, shell=True, input=text.encode(), check=False)
    subprocess.run(["sh", "-c", "printf '\\n[Enter comes back] '; read -r line </dev/tty"], check=False)
    return done.returncode


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ctrl+C is the command's while it has the terminal, and not the loop's."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    wakeup = signal.set_wakeup_fd(-1)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        signal.signal(signal.SIGINT, before)
