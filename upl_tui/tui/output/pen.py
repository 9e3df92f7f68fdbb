"""How a cell is drawn, and the shortest way from one way of drawing to the next."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_ATTRIBUTES = frozenset((1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53))
_SEEN_ON_BLANKS = frozenset((4, 7, 9, 21, 51, 52, 53))
_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 7: 27, 9: 29}
"""Codes that every terminal knows; any other attribute goes by a reset."""
_FOREGROUND = frozenset((*range(30, 38), *range(90, 98)))
_BACKGROUND = frozenset((*range(40, 48), *range(100, 108)))
_NO_LINK = ";"


class NotUnderstood(Exception):
    """Output that Textual was not expected to write."""


class Pen(NamedTuple):
    """Attributes: SGR numbers, ascending; colours: SGR parameters; link: what follows ``OSC 8 ;``."""

    attributes: tuple[int, ...] = ()
    foreground: str = ""
    background: str = ""
    link: str = _NO_LINK
    blank: bool = False
    """For blanks: any pen with this background and link will do that shows nothing else on a blank."""


PLAIN = Pen()


@lru_cache(maxsize=1024)
def for_blank(pen: Pen) -> Pen:
    """What of a pen is seen on a space."""
    if _SEEN_ON_BLANKS.isdisjoint(pen.attributes):
        return Pen(background=pen.background, link=pen.link, blank=True)
    return pen


@lru_cache(maxsize=4096)
def after_sgr(pen: Pen, parameters: str) -> Pen:
    """The pen after ``CSI parameters m``; raises `NotUnderstood` for a parameter that Rich never writes."""
    attributes, foreground, background = set(pen.attributes), pen.foreground, pen.background
    codes = iter(parameters.split(";"))
    for code in codes:
        number = int(code or 0)
        if number == 0:
            attributes, foreground, background = set(), "", ""
        elif number in _ATTRIBUTES:
            attributes.add(number)
        elif number in _FOREGROUND:
            foreground = code
        elif number in _BACKGROUND:
            background = code
        elif number == 38:
            foreground = f"38;{_colour(codes)}"
        elif number == 48:
            background = f"48;{_colour(codes)}"
        elif number == 39:
            foreground = ""
        elif number == 49:
            background = ""
        else:
            raise NotUnderstood(f"SGR {parameters}")
    return Pen(tuple(sorted(attributes)), foreground, background, pen.link)


def _colour(codes: Iterator[str]) -> str:
    kind = next(codes, "")
    numbers = [next(codes, "") for _ in range({"5": 1, "2": 3}.get(kind, 0))]
    if not numbers or not all(numbers):
        raise NotUnderstood("colour")
    return ";".join((kind, *numbers))


@lru_cache(maxsize=4096)
def change(current: Pen, wanted: Pen) -> tuple[str, Pen]:
    """The sequence that makes the terminal draw with `wanted`, and the pen it then has."""
    if wanted.blank:
        kept = tuple(number for number in current.attributes if number not in _SEEN_ON_BLANKS)
        wanted = Pen(kept, current.foreground, wanted.background, wanted.link)
    link = "" if wanted.link == current.link else f"\x1b]8;{wanted.link}\x1b\\"
    if current[:3] == wanted[:3]:
        return link, wanted
    ways = [_afresh(wanted)]
    if _OFF.keys() >= {*current.attributes, *wanted.attributes}:
        ways.append(_by_steps(current, wanted))
    return f"{link}\x1b[{min(ways, key=len)}m", wanted


def _afresh(pen: Pen) -> str:
    parts = (*map(str, pen.attributes), pen.foreground, pen.background)
    drawn = ";".join(part for part in parts if part)
    return f"0;{drawn}" if drawn else ""


def _by_steps(current: Pen, wanted: Pen) -> str:
    off = {_OFF[number] for number in current.attributes if number not in wanted.attributes}
    on = [number for number in wanted.attributes if number not in current.attributes or _OFF[number] in off]
    steps = [*map(str, sorted(off)), *map(str, on)]
    if current.foreground != wanted.foreground:
        steps.append(wanted.foreground or "39")
    if current.background != wanted.background:
        steps.append(wanted.background or "49")
    return ";".join(steps)
