"""A terminal to judge output by: pyte, with what it lacks or does otherwise than terminals do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyte
from pyte.screens import Char
from rich.cells import cell_len

_LINK = re.compile(r"(\x1b\]8;[^\x1b]*\x1b\\)")
_UNFINISHED = re.compile(r"\x1b(\][^\x07\x1b]*\x1b?)?\Z")
_MORE_ATTRIBUTES = {2: "dim", 6: "fast", 8: "conceal", 21: "double", 51: "frame", 52: "circle", 53: "over"}
_ENDED_BY = {
    22: {"dim"},
    24: {"double"},
    25: {"fast"},
    28: {"conceal"},
    54: {"frame", "circle"},
    55: {"over"},
}

Look = tuple[str, ...]


class Screen(pyte.Screen):
    """Added to pyte: links, the rarer attributes, and what becomes of half a wide character (a blank).

    Put right: lines that scroll in place of untouched ones, the cursor after margins are taken away, erased
    cells (in the background alone, or in none), several characters in one cell, widths by choice; the other
    screen of the terminal is always found empty.
    Wrapping is off, as Textual has it.
    """

    def __init__(
        self,
        columns: int,
        lines: int,
        *,
        erases_in_colour: bool = True,
        width_of: Callable[[str], int] = cell_len,
    ) -> None:
        self.erases_in_colour = erases_in_colour
        self.width_of = width_of
        self.link = ""
        self.more: frozenset[str] = frozenset()
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        for char in data:
            width = self.width_of(char)
            if width:
                self.cursor.x = min(self.cursor.x, self.columns - width)
                self._put(char, width)
            else:
                self._add_mark(char)

    def _put(self, char: str, width: int) -> None:
        x, row, attributes = self.cursor.x, self.buffer[self.cursor.y], self.cursor.attrs
        self._break_wide(x)
        self._break_wide(x + width)
        foreground = " ".join([attributes.fg, *sorted(self.more)])
        look = attributes._replace(fg=foreground, bg=attributes.bg + self.link)
        row[x] = look._replace(data=char)
        for filler in range(x + 1, x + width):
            row[filler] = look._replace(data="")
        self.cursor.x += width

    def _add_mark(self, mark: str) -> None:
        row, x = self.buffer[self.cursor.y], self.cursor.x - 1
        while x > 0 and not row[x].data:
            x -= 1
        if x >= 0:
            row[x] = row[x]._replace(data=row[x].data + mark)

    def _break_wide(self, x: int) -> None:
        row = self.buffer[self.cursor.y]
        if x < self.columns and not row[x].data:
            row[x - 1] = row[x - 1]._replace(data=" ")
            row[x] = row[x]._replace(data=" ")

    def _erase(self, start: int, end: int) -> None:
        self._break_wide(start)
        self._break_wide(end)
        background = self.cursor.attrs.bg if self.erases_in_colour else "default"
        for x in range(start, end):
            self.buffer[self.cursor.y][x] = Char(" ", bg=background)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        assert how == 0
        self._erase(min(self.cursor.x, self.columns - 1), self.columns)

    def erase_characters(self, count: int | None = None) -> None:
        assert self.erases_in_colour, "a terminal that does not know ECH"
        self._erase(self.cursor.x, min(self.columns, self.cursor.x + (count or 1)))

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        super().set_margins(top, bottom)
        self.cursor_position()

    def delete_lines(self, count: int | None = None) -> None:
        self._shift_lines(count or 1)

    def insert_lines(self, count: int | None = None) -> None:
        self._shift_lines(-(count or 1))

    def _shift_lines(self, up: int) -> None:
        _, bottom = self.margins or (0, self.lines - 1)
        lines = range(self.cursor.y, bottom + 1)
        rows = [self.buffer.pop(y, None) for y in lines]
        for y, row in zip(lines, rows, strict=True):
            if row is not None and y - up in lines:
                self.buffer[y - up] = row
        self.carriage_return()

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        super().set_mode(*modes, **kwargs)
        if 1049 in modes:
            self.buffer.clear()

    def reset_mode(self, *modes: int, **kwargs: bool) -> None:
        super().reset_mode(*modes, **kwargs)
        if 1049 in modes:
            self.buffer.clear()

    def select_graphic_rendition(self, *codes: int) -> None:
        super().select_graphic_rendition(*codes)
        rest = iter(codes or (0,))
        for code in rest:
            if code in (38, 48):
                for _ in range(1 if next(rest) == 5 else 3):
                    next(rest)
            elif code == 0:
                self.more = frozenset()
            else:
                self.more = (self.more - _ENDED_BY.get(code, set())) | {
                    *_MORE_ATTRIBUTES.get(code, "").split()
                }

    def looks(self) -> list[list[Look]]:
        """What a person sees in each cell; of a blank only what a blank can show."""
        return [[_look(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]


def _look(char: Char) -> Look:
    data, foreground, background, bold, italics, underscore, struck, reverse, blink = char
    lines = (underscore, struck, reverse, *({"double", "frame", "circle", "over"} & set(foreground.split())))
    if data == " " and not any(lines):
        return (" ", background)
    return (data, foreground, background, *map(str, (bold, italics, underscore, struck, reverse, blink)))


class TerminalModel:
    """A screen that is fed text and knows links, which pyte does not; their ids are random."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._stream = pyte.Stream(screen)
        self._rest = ""

    def feed(self, text: str) -> None:
        """Take in what was sent to the terminal, in pieces cut anywhere."""
        text = self._rest + text
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished.group() if unfinished else ""
        for part in _LINK.split(text.removesuffix(self._rest)):
            if _LINK.fullmatch(part):
                _, self.screen.link = part.removeprefix("\x1b]8;").removesuffix("\x1b\\").split(";", 1)
            else:
                self._stream.feed(part)
