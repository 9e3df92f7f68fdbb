"""Following a row: to the request that a message speaks of and back, else to the same thing again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.worker import get_current_worker

from upl_tui.kinds import Kind
from upl_tui.tui.screens.merging import MergingScreen

if TYPE_CHECKING:
    from upl_tui.links import Links
    from upl_tui.log import Log
    from upl_tui.tui.widgets.folding_table import FoldingTable

_OTHER_SIDE = {Kind.CONSOLE: Kind.NETWORK, Kind.NETWORK: Kind.CONSOLE}


class LinkedScreen(MergingScreen):
    """`o` follows a link where the row has one to the other log, else it goes on to the same thing again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "follow(1)",
            "linked request or message, else the same again below",
            id="same-next",
            show=False,
        ),
        Binding("O", "follow(-1)", "the same message or endpoint above", id="same-previous", show=False),
    ]

    _links: Links | None = None

    def action_follow(self, direction: int) -> None:
        """Go along a link, or to the next or previous row with the same message, endpoint or action."""
        pane = self.open_pane
        here = pane.here() if pane is not None else None
        if pane is not None and here is not None:
            self._follow(pane.log_list.table, *here, direction)

    @work(thread=True, exclusive=True, group="follow", exit_on_error=False)
    def _follow(self, table: FoldingTable, log: Log, row: int, direction: int) -> None:
        worker = get_current_worker()
        if direction > 0 and (goal := self._goal_of(log, row)):
            if not worker.is_cancelled:
                self.app.call_from_thread(self._go_along, goal, log.id(row))
            return
        position = table.same_again(direction, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._go_on, table, position, direction)

    def _goal_of(self, log: Log, row: int) -> str:
        """Id of the entry on the other side of a row's first link between console and network."""
        wanted = _OTHER_SIDE.get(log.kind)
        logs = dict(self.session.logs)
        if wanted not in logs:
            return ""
        if self._links is None or self._links.logs != logs:
            from upl_tui.links import Links

            self._links = Links.of(logs)
        linked = (link for link in self._links.linked(log.kind, row) if link.kind is wanted)
        return next((logs[link.kind].id(link.row) for link in linked), "")

    @work(group="along", exclusive=True)
    async def _go_along(self, goal: str, start: str) -> None:
        await self.go_to_entry(goal)
        self.status.set_message(f"{goal} is linked to {start}: o comes back.")

    def _go_on(self, table: FoldingTable, position: int | None, direction: int) -> None:
        if position is None:
            side = "below" if direction > 0 else "above"
            self.status.set_message(f"Nothing like this entry is {side}.", "warn")
        else:
            table.move_to_position(position)
