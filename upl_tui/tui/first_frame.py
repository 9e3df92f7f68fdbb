"""The first frame of a log on disk, drawn without Textual: its rows are read before that is imported.

What it shows is what the widgets show of the same rows. They draw over it, and only what differs is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan

from rich.cells import cell_len

from upl_tui.clock import format_offset
from upl_tui.entries import TimeQuality
from upl_tui.grouping import Folds, Layout, is_heading
from upl_tui.info import recording_facts, recording_title
from upl_tui.log import Log
from upl_tui.logs.spec import LogSpec, cell_of
from upl_tui.model import Recording
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.tui import first_words as words
from upl_tui.tui.fitting import cut_pieces, fit, reach, safe_pieces
from upl_tui.tui.widgets.log_columns import GAP, Place, header, places

Colours = Mapping[str, str]
"""What draws each name of `LOOKS`, as SGR parameters."""
Piece = tuple[str, str]
"""Safe text and the name of what draws it."""

_COLOURS = {
    "primary": ("1;120;212", "32"),
    "on-primary": ("221;237;249", "195"),
    "panel": ("36;47;56", "17"),
    "panel-muted": ("167;171;175", "248"),
    "panel-key": ("255;166;43", "214"),
    "background": ("18;18;18", "233"),
    "foreground": ("224;224;224", "253"),
    "muted": ("160;160;160", "247"),
    "surface": ("30;30;30", "234"),
    "surface-muted": ("165;165;165", "247"),
    "error": ("209;126;146", "174"),
    "warn": ("255;196;115", "222"),
    "info": ("87;165;226", "74"),
    "good": ("138;212;161", "115"),
    "accent": ("255;196;115", "222"),
}
"""The default theme's, and the nearest of 256."""
LOOKS = {
    "title": ("on-primary", "primary", ""),
    "title-bold": ("on-primary", "primary", "1"),
    "tab": ("panel-muted", "panel", ""),
    "tab-open": ("foreground", "background", "1"),
    "key": ("panel-key", "panel", "1"),
    "": ("foreground", "background", ""),
    "fact-bold": ("muted", "background", "1"),
    "header": ("surface-muted", "surface", "1"),
    "cursor": ("on-primary", "primary", "1"),
    **{name: (name, "background", "") for name in ("muted", "error", "warn", "info", "good", "accent")},
    "debug": ("muted", "background", ""),
}
"""Foreground, background and attributes."""
LEAST_SIZE = (80, 16)
"""Columns and lines below which the screen leaves parts of itself out."""
_LINES_AROUND = 7
_BAR_CELLS = 1
_SAMPLED = 32
_INHERITED = "~"


def colours(kind: int) -> Colours:
    """The colours of the default theme, by `first_words.TRUE` or `INDEXED`."""
    mode = ("2", "5")[kind]
    return {
        name: ";".join(
            filter(None, (bold, f"38;{mode};{_COLOURS[text][kind]}", f"48;{mode};{_COLOURS[ground][kind]}"))
        )
        for name, (text, ground, bold) in LOOKS.items()
    }


def can_be_drawn(spec: LogSpec) -> bool:
    """Whether the rows of a kind of log are text alone."""
    return spec.section_of is None and not any(column.bars for column in spec.columns)


def first_frame(
    recording: Recording, log: Log, spec: LogSpec, *, whole: bool, size: tuple[int, int], look: Colours
) -> str:
    """A move and styled text for each line of a screen of `size` columns and lines, all cells of it."""
    width, height = size
    lines = [
        (_title(recording), "title"),
        (_tabs(log.kind.value), "tab"),
        ([(words.NOTHING_ON_STRIP, "muted")], ""),
        ([], ""),
        (_facts(log, spec, whole), "muted"),
        *_table(log, spec, width - _BAR_CELLS, height - _LINES_AROUND + 1),
        (_hints(), "tab"),
    ]
    drawn = (
        f"\x1b[{y};1H{_line(pieces, ground, width, look)}" for y, (pieces, ground) in enumerate(lines, 1)
    )
    return f"{''.join(drawn)}\x1b[1;1H"


def _line(pieces: Iterable[Piece], ground: str, width: int, look: Colours) -> str:
    kept = cut_pieces([piece for piece in pieces if piece[0]], width)
    kept.append((" " * (width - sum(cell_len(text) for text, _ in kept)), ground))
    return "".join(f"\x1b[{look[name]}m{text}\x1b[0m" for text, name in kept if text)


def _title(recording: Recording) -> Iterator[Piece]:
    yield from ((" ", "title"), (words.PROGRAM, "title-bold"), ("  ", "title"))
    yield visible(recording_title(recording)), "title-bold"
    yield f"  {visible(recording_facts(recording))}", "title"


def _tabs(open_tab: str) -> Iterator[Piece]:
    for number, (tab, title) in enumerate(words.TABS.items(), 1):
        if tab == open_tab:
            yield f"[{number} {title}]", "tab-open"
        else:
            yield f" {number} {title} ", "tab"


def _facts(log: Log, spec: LogSpec, whole: bool) -> Iterator[Piece]:
    yield from ((" ", ""), (f"{len(log):,} {spec.nouns[len(log) != 1]}", "fact-bold"))
    if not whole:
        yield from ((words.BETWEEN_FACTS, "muted"), (words.STILL_LOADING, "warn"))
    if log.account.summary:
        yield f"{words.BETWEEN_FACTS}{visible(log.account.summary)}", "muted"


def _hints() -> Iterator[Piece]:
    for number, (key, word) in enumerate(words.HINTS_LOG):
        yield " · " if number else "", "tab"
        yield key, "key"
        yield f" {word}", "tab"


def _table(log: Log, spec: LogSpec, width: int, lines: int) -> Iterator[tuple[Sequence[Piece], str]]:
    rows = log.chronological()
    layout = Folds().layout(log, rows) if spec.paced else Layout(rows, range(len(rows)))
    shown = places(spec.columns, _lead_widths(log, layout.log_rows()), width)
    yield [(header(shown, None, (0.0, 0.0)), "header")], "header"
    masker = Masker()
    for place in range(min(lines - 1, len(layout))):
        note = _note(log, layout, place) if spec.paced else ""
        pieces = list(_row(log, layout.row(place), shown, note, masker))
        if place == 0:
            yield [("".join(text for text, _ in pieces), "cursor")], ""
        else:
            yield pieces, ""
    for _ in range(lines - 1 - len(layout)):
        yield [], ""


def _row(log: Log, row: int, shown: Sequence[Place], note: str, masker: Masker) -> Iterator[Piece]:
    id_place, time_place, *others = shown
    yield fit(log.id(row), id_place.cells) + GAP, "muted"
    yield fit(_time(log, row), time_place.cells, right=True), "muted"
    for place in others:
        assert place.column is not None
        cell = cell_of(place.column, log, row, masker)
        yield GAP, ""
        if place.column.width:
            text = visible(cell.text[: reach(place.cells)])
            yield fit(text, place.cells, right=place.column.right), cell.style
            continue
        text, room = cell.text, place.cells - cell_len(note)
        if place.column.shorten is not None and len(text) > room:
            text = place.column.shorten(text, room)
        pieces = cut_pieces(safe_pieces(text[: reach(room)]), room)
        yield note, "accent"
        yield from ((text, cell.style) for text, _ in pieces)
        yield " " * (room - sum(cell_len(text) for text, _ in pieces)), ""


def _note(log: Log, layout: Layout, place: int) -> str:
    span = layout.span(place)
    if len(span) > 1:
        return f"×{len(span):,}  "
    following = layout.rows[span.stop : span.stop + 1]
    return "▾ " if layout.row(place) + 1 in following and is_heading(log, layout.row(place)) else ""


def _time(log: Log, row: int) -> str:
    inherited = log.quality(row) is TimeQuality.INHERITED
    return (_INHERITED if inherited else "") + _label(log, row)


def _label(log: Log, row: int) -> str:
    at = log.at[row]
    return format_offset(None if isnan(at) else at)


def _lead_widths(log: Log, rows: Sequence[int]) -> tuple[int, int]:
    sample = [*rows[:: len(rows) // _SAMPLED + 1], rows[-1]]
    times = max(len("time"), *(len(_label(log, row)) for row in sample))
    return max(len(log.id(row)) for row in (*sample, len(log) - 1)), times + len(_INHERITED)
