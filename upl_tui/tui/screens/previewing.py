"""What the person at the page saw: the thumbnail, or the frame at this moment once the video is here."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from upl_tui.kinds import Part
from upl_tui.tui.screens.tabs import INFO
from upl_tui.tui.screens.video import VideoScreen

if TYPE_CHECKING:
    from upl_tui.tui.screens.picture import Sight


class PreviewingScreen(VideoScreen):
    """Fetches the thumbnail when it is first asked for, and keeps it as long as the recording is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "preview", "thumbnail, or frame at this moment", id="preview", show=False),
    ]

    _thumbnail = b""

    def action_preview(self) -> None:
        """Show the frame at this moment; on Info, and without the video, the thumbnail."""
        from upl_tui.tui.screens.picture import PictureScreen

        def go_on(wants_frame: bool | None) -> None:
            if wants_frame:
                self.with_video(lambda video: self.action_preview())

        find = self._find_frame if self._has_frames() and self.video is not None else self._find_thumbnail
        self.app.push_screen(PictureScreen("Picture", find), go_on)

    def _has_frames(self) -> bool:
        import shutil

        is_on_info = self.switcher.current == INFO
        return not is_on_info and self.moment is not None and shutil.which("ffmpeg") is not None

    async def _find_frame(self) -> Sight:
        from upl_tui.clock import format_offset
        from upl_tui.pictures import frame_at, refusal
        from upl_tui.tui.screens.picture import Sight

        assert self.video is not None
        assert self.moment is not None
        title = f"frame at {format_offset(self.moment)}"
        if why_not := refusal(self.settings.images, os.environ):
            return Sight(title, why_not)
        return Sight(title, draw=partial(frame_at, self.video, self.moment))

    async def _find_thumbnail(self) -> Sight:
        from upl_tui.pictures import describe, drawn, refusal
        from upl_tui.tui.screens.picture import Sight

        data = self._thumbnail = self._thumbnail or await self._fetched(Part.THUMBNAIL)
        title = describe("thumbnail", data)
        if why_not := refusal(self.settings.images, os.environ):
            return Sight(title, why_not)
        return Sight(title, draw=partial(drawn, data), offers_frame=self._has_frames())

    async def _fetched(self, part: Part) -> bytes:
        """The file of a part. Raises `UplError`."""
        from contextlib import aclosing

        source = await self.opened_source()
        content = bytearray()
        async with aclosing(source.pieces(part)) as pieces:
            async for piece in pieces:
                content += piece.data
        return bytes(content)
