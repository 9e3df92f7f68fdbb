from __future__ import annotations

from rich.color import Color
from rich.segment import Segment
from textual.app import App, ComposeResult

from tests.hands import rest
from upl_tui.pictures import Pixels
from upl_tui.tui.widgets.half_blocks import HalfBlocks

RGB = bytes(range(27))  # three by three pixels


class PictureApp(App[None]):
    def compose(self) -> ComposeResult:
        yield HalfBlocks()


def colours(segment: Segment) -> list[tuple[Color | None, Color | None]]:
    assert segment.style is not None
    return [(segment.style.color, segment.style.bgcolor)] * len(segment.text)


async def test_two_lines_of_pixels_become_one_of_cells_and_a_last_one_has_no_lower_half() -> None:
    async with PictureApp().run_test() as pilot:
        view = pilot.app.query_one(HalfBlocks)
        view.show(Pixels(3, 3, RGB))
        await rest(pilot)

        pixel = [Color.from_rgb(*RGB[at : at + 3]) for at in range(0, 27, 3)]
        lines = [[cell for segment in view.render_line(y) for cell in colours(segment)] for y in range(2)]
        assert view.size == (3, 2)
        assert lines == [
            [*zip(pixel[:3], pixel[3:6], strict=True)],
            [(colour, None) for colour in pixel[6:]],
        ]
        assert {segment.text for segment in view.render_line(0)} == {"▀"}
        assert not view.render_line(2).text.strip()
