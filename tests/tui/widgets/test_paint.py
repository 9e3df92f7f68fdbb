from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widget import Widget

from upl_tui.tui.widgets.paint import Painter


class Painted(Widget):
    COMPONENT_CLASSES = {"painted--red", "painted--over", "painted--hit"}  # noqa: RUF012
    DEFAULT_CSS = """
    Painted {
        background: #000000;
        color: #ffffff;
        & > .painted--red { color: #ff0000; }
        & > .painted--over { background: #0000ff; }
        & > .painted--hit { text-style: reverse; }
    }
    """


class PaintApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Painted()


async def test_strip_lays_line_and_hit_styles_over_a_piece() -> None:
    app = PaintApp()
    async with app.run_test():
        painter = Painter(app.query_one(Painted), hit="painted--hit")

        strip = painter.strip(
            [("ab", "painted--red", False), ("cd", "painted--red", True)], 6, "painted--over"
        )

        shown = [(segment.text, str(segment.style)) for segment in strip]
        assert shown == [
            ("ab", "#ff0000 on #0000ff"),
            ("cd", "reverse #ff0000 on #0000ff"),
            ("  ", "#ffffff on #0000ff"),
        ]


async def test_strip_neighbours_of_one_style_are_one_segment() -> None:
    app = PaintApp()
    async with app.run_test():
        painter = Painter(app.query_one(Painted))

        strip = painter.strip([("ab", "", False), ("cd", "", False)], 6)

        assert [segment.text for segment in strip] == ["abcd  "]


def test_strip_without_an_app_is_plain_and_fits() -> None:
    painter = Painter(Painted())

    assert painter.strip([("漢字漢字", "painted--red", False)], 5).text == "漢字 "
