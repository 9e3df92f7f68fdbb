"""What the person at the page saw: the thumbnail of the recording."""

from __future__ import annotations

import os
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from upl_tui.kinds import Part
from upl_tui.tui.screens.picture import PictureScreen, Sight
from upl_tui.tui.screens.tabs import TabbedScreen


class PreviewingScreen(TabbedScreen):
    """Fetches the thumbnail when it is first asked for, and keeps it as long as the recording is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "preview", "thumbnail of the recording", id="preview", show=False),
    ]

    _thumbnail = b""

    def action_preview(self) -> None:
        """Show the thumbnail, or say what it is where none is drawn."""
        self.app.push_screen(PictureScreen("thumbnail", self._find_thumbnail))

    async def _find_thumbnail(self) -> Sight:
        from upl_tui.pictures import describe, drawn, refusal

        data = self._thumbnail = self._thumbnail or await self._fetched(Part.THUMBNAIL)
        title = describe("thumbnail", data)
        if why_not := refusal(self.settings.images, os.environ):
            return Sight(title, why_not)
        return Sight(title, draw=partial(drawn, data))

    async def _fetched(self, part: Part) -> bytes:
        """The file of a part. Raises `UplError`."""
        from contextlib import aclosing

        source = await self.opened_source()
        content = bytearray()
        async with aclosing(source.pieces(part)) as pieces:
            async for piece in pieces:
                content += piece.data
        return bytes(content)
