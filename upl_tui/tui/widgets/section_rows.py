"""The sections of a detail as the rows of one text, which grows while they are made beside the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from upl_tui.logs.spec import Section
from upl_tui.logs.units import format_size
from upl_tui.tui.widgets.text_rows import TextRows
from upl_tui.values import frozen

_HEADING = "heading"
_FIRST_PIECE = 200_000
_LARGEST_PIECE = 2_000_000
_MOST_SHOWN = 16_000_000
"""Characters of one section on the screen."""


@frozen
class SectionRows:
    """Sections one below the other."""

    rows: TextRows
    starts: tuple[int, ...] = ()
    """Where headings and texts begin, in turn, in characters."""
    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def with_more(self, sections: Iterable[Section], width: int | None = None) -> SectionRows:
        """These sections and more below, in rows of a width."""
        text, starts, languages, keys = self.rows.text, [*self.starts], [*self.languages], [*self.keys]
        for section in sections:
            text += "\n\n" if text else ""
            starts += len(text), len(text) + len(section.title) + 1
            languages += _HEADING, section.language
            keys.append(section.key)
            text += f"{section.title}\n{section.text}"
        return SectionRows(self._grown(text, width), tuple(starts), tuple(languages), tuple(keys))

    def with_text(self, text: str, width: int | None = None) -> SectionRows:
        """These sections, the last one with more text."""
        rows = self._grown(self.rows.text + text, width)
        return SectionRows(rows, self.starts, self.languages, self.keys)

    def _grown(self, text: str, width: int | None) -> TextRows:
        return TextRows(text, width, self.rows if width == self.rows.width else None)


def growing(batches: Iterable[Sequence[Section]], width: Callable[[], int | None]) -> Iterator[SectionRows]:
    """What is there after each batch of sections, and after each piece of a long one; the pieces double.

    `width` gives the cells of a wrapped row at the time.
    """
    rows = SectionRows(TextRows("", width()))
    for batch in batches:
        rows = rows.with_more(batch, width())
        yield rows
        for piece in _pieces(batch[-1]) if batch else ():
            rows = rows.with_text(piece, width())
            yield rows


def _pieces(section: Section) -> Iterator[str]:
    waiting: list[str] = []
    shown, size = len(section.text), 0
    for piece in _cut(section.more):
        waiting.append(piece)
        size += len(piece)
        if size >= min(max(shown, _FIRST_PIECE), _LARGEST_PIECE):
            yield "".join(waiting)
            shown, size = shown + size, 0
            waiting.clear()
        if shown > _MOST_SHOWN:
            yield f"\n\nThe first {format_size(shown)} are shown here: v opens all of it."
            return
    yield "".join(waiting)


def _cut(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        for start in range(0, len(piece), _LARGEST_PIECE):
            yield piece[start : start + _LARGEST_PIECE]
