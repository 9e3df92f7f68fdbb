"""A picture in a box over the screen, or what there is to say of one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from upl_tui.errors import UplError
from upl_tui.tui.content import safe_content
from upl_tui.tui.widgets.half_blocks import HalfBlocks

if TYPE_CHECKING:
    from upl_tui.pictures import Pixels

_FRAME_HINT = "f fetches the video for the frame at this moment · Esc closes"
_FRAME_CELLS = 4
_FRAME_LINES = 6
"""What border, words and margin of the box take."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture to show: its title, a sentence below it, and what makes it fit a width and height in pixels.

    Without `draw` the sentence says why there is none.
    """

    title: str
    words: str = ""
    draw: Callable[[int, int], Pixels] | None = None
    offers_frame: bool = False
    """Whether the frame at this moment could be had instead, when the video is fetched."""


class PictureScreen(ModalScreen[bool]):
    """Finds a picture beside the screen and draws it once; it is drawn anew only when the window changes.

    It answers whether the person wants the frame at this moment.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,p", "dismiss(False)", "close", show=False),
        Binding("f", "frame", "fetch the video and show the frame at this moment", show=False),
    ]

    DEFAULT_CSS = """
    PictureScreen {
        align: center middle;
        & > Vertical {
            width: auto;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 1;
            border: round $border;
            background: $surface;
        }
        & Static { width: auto; max-width: 100%; height: auto; }
    }
    """

    box = query_one(Vertical)
    picture = query_one(HalfBlocks)
    words = query_one(Static)

    def __init__(self, title: str, find: Callable[[], Awaitable[Sight]]) -> None:
        super().__init__()
        self._title = title
        self._find = find
        self._sight: Sight | None = None

    def compose(self) -> ComposeResult:
        """The picture, and words below it."""
        with Vertical():
            yield HalfBlocks()
            yield Static("Loading…", markup=False)

    def on_mount(self) -> None:
        """Look for the picture."""
        self.box.border_title = safe_content(self._title)
        self.box.border_subtitle = safe_content("Esc closes")
        self._look()

    def action_frame(self) -> None:
        """Ask for the frame at this moment."""
        if self._sight is not None and self._sight.offers_frame:
            self.dismiss(True)

    def on_resize(self) -> None:
        """Draw for another room."""
        if self._sight is not None:
            self._draw(self._sight)

    @work(exit_on_error=False)
    async def _look(self) -> None:
        try:
            sight = await self._find()
        except UplError as error:
            sight = Sight(self._title, str(error))
        self._sight = sight
        self.box.border_title = safe_content(sight.title)
        if sight.offers_frame:
            self.box.border_subtitle = safe_content(_FRAME_HINT)
        if sight.draw is None:
            self._say(sight.words)
        else:
            self._draw(sight)

    @work(thread=True, exclusive=True, group="draw", exit_on_error=False)
    def _draw(self, sight: Sight) -> None:
        worker = get_current_worker()
        width, height = self.app.size
        if sight.draw is None:
            return
        try:
            pixels = sight.draw(max(1, width - _FRAME_CELLS), max(2, 2 * (height - _FRAME_LINES)))
        except UplError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._say, str(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, pixels, sight.words)

    def _show(self, pixels: Pixels, words: str) -> None:
        self.picture.show(pixels)
        self._say(words)

    def _say(self, words: str) -> None:
        self.words.update(safe_content(words))
        self.words.display = bool(words)
