"""What opens an entry or its moment somewhere else: in the pager, on the dashboard."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from upl_tui.errors import UplError
from upl_tui.tui.screens.copy import CopyingScreen

if TYPE_CHECKING:
    from subprocess import Popen

    from upl_tui.logs.spec import Section


class ElsewhereScreen(CopyingScreen):
    """Hands the entry under the cursor to the pager, and the moment to the dashboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "open_detail", "open this entry whole in the pager", id="pager", show=False),
        Binding("B", "dashboard", "the dashboard at this moment", id="dashboard", show=False),
    ]

    @cached_property
    def started(self) -> list[Popen[bytes]]:
        """Programs that go on beside this one."""
        return []

    def action_open_detail(self) -> None:
        """Open the whole detail of the entry under the cursor in the pager or the editor."""
        from upl_tui.tui.pager import whole_text

        here = self.entry_here()
        batches = self._detail_here()
        if here is None or batches is None:
            self.status.set_message("There is no entry under the cursor: 2, 3, 4 and 5 open logs.", "warn")
        else:
            self._page(partial(whole_text, batches, here[0].id(here[1])))

    def _detail_here(self) -> Callable[[], Iterable[Sequence[Section]]] | None:
        """What makes the sections of the entry under the cursor; None without one."""
        if self.open_pane is not None:
            return self.open_pane.detail_here()
        if (picked := self.picked_rows()) is None:
            return None
        log, rows, masker = picked
        return self.log_pane(log.kind).detail_of(log, rows, masker)

    @work(thread=True, exclusive=True, group="pager", exit_on_error=False)
    def _page(self, pieces: Callable[[], Iterable[str]]) -> None:
        from upl_tui.tui.pager import open_pager

        if refusal := open_pager(self.app, pieces()):
            self._tell(refusal, "warn")

    def action_dashboard(self) -> None:
        """Open the recording's page in the browser; where none is here, show and copy its address."""
        from upl_tui.desktop import browser_command
        from upl_tui.export.places import player_url

        if not (address := player_url(self.session.recording)):
            self.status.set_message("A recording in a file has no page on the dashboard.", "warn")
        elif command := browser_command(os.environ):
            self._open_page(command, address, self.where_to_look())
        else:
            self._show_address(address, self.where_to_look())

    def where_to_look(self) -> str:
        """The moment and the entry to look at there, which no address can tell; empty without a moment."""
        from upl_tui.clock import format_offset

        if self.moment is None:
            return ""
        name = self.subject_here()
        return f"at {format_offset(self.moment)}{f' ({name})' if name else ''}"

    @work(thread=True, exclusive=True, group="dashboard", exit_on_error=False)
    def _open_page(self, command: str, address: str, where: str) -> None:
        from upl_tui.desktop import start

        try:
            self.started.append(start((command, address)))
        except UplError as error:
            self._tell(str(error), "warn")
            self.app.call_from_thread(self._show_address, address, where)
        else:
            look = f" Look {where} there." if where else ""
            self._tell(f"Handed to the browser ({command}): {address}.{look}", "good")

    def _show_address(self, address: str, where: str) -> None:
        from upl_tui.export.picked import Copied
        from upl_tui.redact import Masker
        from upl_tui.tui.screens.note import Note

        look = f"Look {where} there." if where else ""
        self.app.push_screen(Note("Dashboard", look, address=address))
        self._copy("address of the dashboard", lambda folder: Copied(address), Masker())
