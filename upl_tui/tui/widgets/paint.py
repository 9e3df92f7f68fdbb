"""Safe text and names of component classes become strips."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

Piece = tuple[str, str, bool]
"""Safe text, what draws it, and whether it is a hit.

What draws it is a component class or nothing, or one of these two with component classes ``a`` and ``b``:
``a on b`` has the colour of ``b`` for its ground, ``a reversed`` has its ground and its colour changed over.
"""

ON = " on "
REVERSED = " reversed"


class Painter:
    """Draws lines of one widget with its component classes; styles are worked out once.

    `hit` is the component class of hits. The owner calls `forget` when its styles may have changed.
    """

    def __init__(self, widget: Widget, hit: str = "") -> None:
        self._widget = widget
        self._hit = hit
        self._styles: dict[tuple[str, ...], Style] = {}

    def forget(self) -> None:
        """Work the styles out again when they are next asked for."""
        self._styles.clear()

    def strip(self, pieces: Iterable[Piece], width: int, over: str = "") -> Strip:
        """A strip of exactly `width` cells; what is too long is cropped.

        `over` is a component class laid over the whole line, below the marks of hits. Neighbours of one
        style become one segment: every segment costs some forty bytes at the terminal.
        """
        segments = [
            Segment(text, self.style(name, over, self._hit if hit else ""))
            for text, name, hit in pieces
            if text
        ]
        missing = width - sum(cell_len(segment.text) for segment in segments)
        if missing > 0:
            segments.append(Segment(" " * missing, self.style(over)))
        strip = Strip(Segment.simplify(segments))
        return strip.crop(0, width) if missing < 0 else strip

    def style(self, *names: str) -> Style:
        """The widget's own style with the component classes laid over it, the last on top."""
        style = self._styles.get(names)
        if style is None:
            style = self._widget.rich_style
            for name in filter(None, names):
                layer = self._layer(name)
                style += layer + Style(reverse=False) if style.reverse and layer.reverse else layer
            self._styles[names] = style
        return style

    def _layer(self, name: str) -> Style:
        if name.endswith(REVERSED):
            return self._component(name.removesuffix(REVERSED)) + Style(reverse=True)
        name, _, ground = name.partition(ON)
        layer = self._component(name)
        return layer + Style(bgcolor=self._component(ground).color) if ground else layer

    def _component(self, name: str) -> Style:
        try:
            styles = self._widget.get_component_styles(name)
        except KeyError:
            return Style()
        full = styles.rich_style
        coloured = styles.has_rule("color") or styles.has_rule("auto_color")
        return styles.text_style + Style(
            color=full.color if coloured else None,
            bgcolor=full.bgcolor if styles.has_rule("background") else None,
        )
