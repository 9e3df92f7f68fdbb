"""The video of the recording, fetched into a private file that goes when the recording is left."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.worker import Worker

from upl_tui.errors import UplError, internal_error
from upl_tui.kinds import Part
from upl_tui.tui.screens.tabs import TabbedScreen

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

_TELL_SECONDS = 0.25


class VideoScreen(TabbedScreen):
    """Has the video once somebody asked for it. No address of it ever leaves memory."""

    video: Path | None = None
    """The video's file, once it is all there."""
    _folder_of_video: TemporaryDirectory[str] | None = None
    _fetch: Worker[None] | None = None

    def with_video(self, then: Callable[[Path], object], most: float | None = None) -> None:
        """Do something with the video's file, which is fetched before; `most` bytes without asking."""
        from upl_tui.fetching import ASK_ABOVE

        if self.video is not None:
            then(self.video)
        elif self._is_fetching():
            self.status.set_message("The video is on its way, Esc stops it.", "warn")
        else:
            self._fetch = self._fetch_video(then, ASK_ABOVE if most is None else most)

    def cancel_video(self) -> bool:
        """Stop fetching the video; False when nothing is fetched."""
        if not self._is_fetching():
            return False
        assert self._fetch is not None
        self._fetch.cancel()
        self.status.set_message("The video was not fetched.")
        return True

    def _is_fetching(self) -> bool:
        return self._fetch is not None and not self._fetch.is_finished

    async def on_unmount(self) -> None:
        """Remove the video."""
        if self._folder_of_video is not None:
            self._folder_of_video.cleanup()

    @work(group="video", exclusive=True, exit_on_error=False)
    async def _fetch_video(self, then: Callable[[Path], object], most: float) -> None:
        from upl_tui.fetching import LargeFile, fetch_to

        try:
            source = await self.opened_source()
            path = self._new_file()
            await fetch_to(path, source.pieces(Part.VIDEO), most, self._teller())
        except LargeFile as large:
            self._ask(large.size, then)
        except UplError as error:
            self.status.set_message(str(error), "error")
        except OSError as error:
            self.status.set_message(f"The video cannot be kept: {error.strerror}.", "error")
        except Exception as error:
            self.status.set_message(internal_error(error), "error")
        else:
            self.video = path
            self.status.set_message("")
            then(path)

    def _new_file(self) -> Path:
        from tempfile import TemporaryDirectory

        if self._folder_of_video is None:
            self._folder_of_video = TemporaryDirectory(prefix="upl-tui-")
        known = self.session.resources.get(Part.VIDEO)
        suffix = ".mp4" if known is not None and "mp4" in known.type else ".webm"
        return Path(self._folder_of_video.name) / f"video{suffix}"

    def _teller(self) -> Callable[[int, int | None], None]:
        """Says how far the video is, now and then."""
        from upl_tui.logs.units import format_size

        told = monotonic() - _TELL_SECONDS

        def tell(received: int, total: int | None) -> None:
            nonlocal told
            if monotonic() - told >= _TELL_SECONDS:
                told = monotonic()
                of = f" of {format_size(total)}" if total else ""
                self.status.set_message(f"Fetching the video: {format_size(received)}{of}, Esc stops")

        return tell

    def _ask(self, size: int, then: Callable[[Path], object]) -> None:
        from upl_tui.logs.units import format_size
        from upl_tui.tui.screens.menu import Choice, Menu

        def choose(answer: str | None) -> None:
            if answer:
                self.with_video(then, inf)
            else:
                self.status.set_message("The video was not fetched.")

        choices = [Choice("y", f"fetch {format_size(size)} or more", "y"), Choice("n", "leave it", "")]
        self.app.push_screen(Menu("The video is large", choices), choose)
