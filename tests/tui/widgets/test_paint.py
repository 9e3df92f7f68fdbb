from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widget import Widget

from upl_tui.tui.widgets.paint import ON, REVERSED, Painter


class Painted(Widget):
    COMPONENT_CLASSES = {"painted--red", "painted--green", "painted--over", "painted--hit"}  # noqa: RUF012
    DEFAULT_CSS = """
    Painted {
        background: #000000;
        color: #ffffff;
        & > .painted--red { color: #ff0000; }
        & > .painted--over { background: #0000ff; }
        & > .painted--green { color: #00ff00; }
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


async def test_strip_draws_a_colour_on_another_and_changed_over() -> None:
    app = PaintApp()
    async with app.run_test():
        painter = Painter(app.query_one(Painted), hit="painted--hit")

        strip = painter.strip(
            [
                ("a", f"painted--red{ON}painted--green", False),
                ("b", f"painted--red{REVERSED}", False),
                ("c", f"painted--red{REVERSED}", True),
            ],
            3,
        )

        assert [(segment.text, str(segment.style)) for segment in strip] == [
            ("a", "#ff0000 on #00ff00"),
            ("b", "reverse #ff0000 on #000000"),
            ("c", "not reverse #ff0000 on #000000"),
        ]
