"""A driver for a terminal that shows something already: what is painted is held back until it counts."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from upl_tui.tui.cover import ALTERNATE_SCREEN, Cover
from upl_tui.tui.output.driver import UPDATE_END, UPDATE_START, DifferentialDriver
from upl_tui.tui.output.frame import begins_frame, parse_frame
from upl_tui.tui.output.pen import NotUnderstood
from upl_tui.tui.output.picture import Picture


class CoveredDriver(DifferentialDriver):
    """Draws nothing until `uncover`, and then what differs from the cover."""

    cover: ClassVar[Cover]

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._held: list[str] | None = []
        """Frames that were painted and not sent; None when nothing is held back."""
        self._encloses = False
        """Whether the terminal knows synchronised updates."""

    def start_application_mode(self) -> None:
        """As Textual, on the terminal's other screen, where the cover is."""
        self.cover.hand_over()
        super().start_application_mode()

    def write(self, data: str) -> None:
        """Hold frames back; the rest goes its way."""
        if self._held is None:
            super().write(data)
        elif begins_frame(data):
            self._held.append(data)
        elif data == UPDATE_START:
            self._encloses = True
        elif data not in (ALTERNATE_SCREEN, UPDATE_END):
            super().write(data)

    def forget(self) -> None:
        """As usual; all will be painted again, and what is held back does not count."""
        self._held = None
        super().forget()

    def uncover(self) -> None:
        """Send what differs from the cover, unless that was done before."""
        if self._held is None:
            return
        held, self._held = self._held, None
        try:
            self._picture, frame = self._pictured([self.cover.frame]), self._pictured(held).frame()
            changes = self._picture.show(frame)
            LinuxDriver.write(self, f"{UPDATE_START}{changes}{UPDATE_END}" if self._encloses else changes)
        except NotUnderstood:
            self.forget()
            self._owner.refresh(repaint=True, layout=True)

    def _pictured(self, frames: list[str]) -> Picture:
        width, height = self.cover.size
        if (width, height) != tuple(self._owner.size):
            raise NotUnderstood("the screen has another size than its cover")
        picture = Picture(width, height, erases_in_colour=self._erases_in_colour)
        for frame in frames:
            picture.show(parse_frame(frame, width, height))
        return picture


def covered_driver(normal: type[Driver], cover: Cover) -> type[Driver]:
    """The driver for a terminal that shows a cover; another kind than ours paints over it at once."""
    if normal is not DifferentialDriver:
        return normal
    return type("CoveredDriver", (CoveredDriver,), {"cover": cover})
