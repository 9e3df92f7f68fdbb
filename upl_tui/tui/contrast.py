"""Colours of a theme, where they are too near to their ground to be read, moved away from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import BLACK, WHITE, Color, ColorParseError

LEAST = 4.5
"""Contrast of text to its ground by WCAG 2.2, success criterion 1.4.3."""

_TEXTS = (
    "text-primary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
    "footer-key-foreground",
)
_GROUNDS = ("background", "surface", "panel")
_STEP = 0.04

# Grounds of a terminal's own palette are not known. These are read well on black, or on white, with the
# colours of xterm and of those that took them over: there blue on black and green on white are not.
_ANSI_DARK = {
    "text-primary": "ansi_cyan",
    "text-error": "ansi_bright_red",
    "footer-key-foreground": "ansi_yellow",
    "block-cursor-blurred-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_bright_black",
}
_ANSI_LIGHT = {
    "text-accent": "ansi_blue",
    "text-success": "ansi_blue",
    "text-warning": "ansi_magenta",
    "block-cursor-blurred-foreground": "ansi_black",
    "block-cursor-blurred-background": "ansi_white",
}


def readable(variables: Mapping[str, str], *, dark: bool, ansi: bool) -> dict[str, str]:
    """The variables of a theme, with text that is at least `LEAST` from every ground it may stand on."""
    if ansi:
        return {**variables, **(_ANSI_DARK if dark else _ANSI_LIGHT)}
    grounds = [ground for name in _GROUNDS if (ground := _opaque(variables.get(name, "")))]
    texts = {name: color for name in _TEXTS if (color := _opaque(variables.get(name, "")))}
    return {**variables, **{name: _away(color, grounds).hex for name, color in texts.items()}}


def contrast(text: Color, ground: Color) -> float:
    """How far two opaque colours are apart by WCAG 2.2: from 1 to 21."""
    darker, lighter = sorted((_luminance(text), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def _away(color: Color, grounds: Sequence[Color]) -> Color:
    """The colour nearest to this one that is far enough from all grounds; else the best there is."""

    def worst(way: Color) -> float:
        return min((contrast(way, ground) for ground in grounds), default=LEAST)

    steps = range(round(1 / _STEP) + 1)
    ways = (color.blend(end, _STEP * step) for step in steps for end in (BLACK, WHITE))
    return next((way for way in ways if worst(way) >= LEAST), max((BLACK, WHITE), key=worst))


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _opaque(text: str) -> Color | None:
    """The colour that a variable holds; None for what is none by itself."""
    try:
        color = Color.parse(text)
    except ColorParseError:
        return None
    return color if color.a == 1 and color.ansi is None else None
