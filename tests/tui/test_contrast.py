"""Whether what the screen says can be read: contrast by WCAG, measured on the widgets as they are drawn."""

from __future__ import annotations

from functools import cache

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget

from tests.driver import Driver, driving
from tests.hands import rest
from upl_tui.tui.contrast import LEAST, contrast, readable

XTERM = (
    *("#000000", "#CD0000", "#00CD00", "#CDCD00", "#0000EE", "#CD00CD", "#00CDCD", "#E5E5E5"),
    *("#7F7F7F", "#FF0000", "#00FF00", "#FFFF00", "#5C5CFF", "#FF00FF", "#00FFFF", "#FFFFFF"),
)
"""The sixteen colours of xterm, from its manual."""
MARK = 3.0
"""Contrast of signs and bars by success criterion 1.4.11."""
MARKS = ("moment-strip--",)
HALF = (
    "muted",
    "comment",
    "label",
    "debug",
    "tab-bar--tab",
    "hint",
    "facts",
    "outside",
    "placeholder",
    "note",
)
"""Parts that a terminal's own palette draws dim, as dim as the terminal likes."""


@cache
def shown(color: Color, dark: bool) -> Color:
    """A colour as a terminal with xterm's palette shows it."""
    if color.ansi is None:
        return color
    if color.ansi < 0:
        return Color.parse("#FFFFFF" if dark else "#000000")
    return Color.parse(XTERM[color.ansi])


def parts(widget: Widget, dark: bool) -> dict[str, float]:
    """The contrast of each part of a widget to the ground it stands on."""
    found: dict[str, float] = {}
    for name in sorted(widget.COMPONENT_CLASSES):
        if name.startswith(("input--", "prompt--")) or "scrollbar" in name:
            continue
        styles = widget.get_component_styles(name)
        under = widget.background_colors[1]
        ground = under + styles.background if styles.has_rule("background") else under
        text = styles.color if styles.has_rule("color") else widget.colors[3]
        if styles.has_rule("auto_color") and styles.auto_color:
            text = ground.get_contrast_text(styles.color.a)
        is_default = ground.ansi is not None and ground.ansi < 0
        below = Color.parse("#000000" if dark else "#FFFFFF") if is_default else shown(ground, dark)
        found[name] = contrast(shown(text, dark) if text.ansi is not None else below + text, below)
    return found


async def open_everything(driver: Driver) -> None:
    await driver.keys("6")
    await driver.shows("The story of")
    for tab in "245":
        await driver.keys(tab)
        await driver.until(lambda: driver.pane.has_log)
    await driver.keys("3")
    await driver.shows("46 requests")
    await driver.keys("enter")
    await driver.settled()


async def test_everything_on_the_screen_can_be_read_in_every_theme() -> None:
    async with driving(size=(140, 40)) as driver:
        await open_everything(driver)
        app = driver.pilot.app
        for name in ("textual-dark", "textual-light", "ansi-dark", "ansi-light"):
            app.theme = name
            await rest(driver.pilot)
            theme = app.current_theme

            measured: dict[str, float] = {}
            for widget in app.screen.query("*"):
                measured |= parts(widget, theme.dark)
            low = {
                part: ratio
                for part, ratio in measured.items()
                if ratio < (MARK if part.startswith(MARKS) else LEAST)
                and not (theme.ansi and part.endswith(HALF))
            }

            assert len(measured) > 40
            assert not low, name


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_text_of_every_theme_is_far_from_its_grounds(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    if theme.ansi:
        pytest.skip("its colours are the terminal's")
    before = theme.to_color_system().generate() | theme.variables

    after = readable(before, dark=theme.dark, ansi=False)

    for text in ("text-primary", "text-accent", "text-success", "text-warning", "text-error"):
        for ground in ("background", "surface", "panel"):
            assert contrast(Color.parse(after[text]), Color.parse(after[ground])) >= LEAST


def test_colours_that_can_be_read_stay_as_they_are() -> None:
    theme = BUILTIN_THEMES["textual-dark"]
    before = theme.to_color_system().generate() | theme.variables

    assert readable(before, dark=True, ansi=False) == before


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#767676", "#FFFFFF", 4.54), ("#FF0000", "#FFFFFF", 4.0)],
)
def test_contrast_is_that_of_the_standard(text: str, ground: str, ratio: float) -> None:
    assert contrast(Color.parse(text), Color.parse(ground)) == pytest.approx(ratio, abs=0.005)
