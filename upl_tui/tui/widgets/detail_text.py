"""Everything one entry holds as one text, section below section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from upl_tui.logs.spec import Section
from upl_tui.tui.widgets.text_rows import TextRows
from upl_tui.tui.widgets.text_viewer import TextViewer

_HEADING = "heading"


@dataclass(frozen=True, slots=True)
class SectionRows:
    """Sections as the rows of one text. Made beside the screen: large ones take a while."""

    rows: TextRows
    starts: tuple[int, ...] = ()
    """Where headings and texts begin, in turn, in characters."""
    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def with_more(self, sections: Iterable[Section]) -> SectionRows:
        """These sections and more below."""
        text, starts, languages, keys = self.rows.text, [*self.starts], [*self.languages], [*self.keys]
        for section in sections:
            text += "\n" if text else ""
            starts += len(text), len(text) + len(section.title) + 1
            languages += _HEADING, section.language
            keys.append(section.key)
            text += f"{section.title}\n{section.text}\n"
        rows = TextRows(text, self.rows.width, self.rows)
        return SectionRows(rows, tuple(starts), tuple(languages), tuple(keys))


class DetailText(TextViewer):
    """One text, so that one search and one scroll go through all sections."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_curly_bracket", "section(1)", "next section", id="section-next", show=False),
        Binding("left_curly_bracket", "section(-1)", "previous section", id="section-previous", show=False),
        Binding("z", "toggle_wrap", "wrap long lines", id="text-wrap", show=False),
    ]

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("} {", "sections"),
        ("/", "search here"),
        ("z", "wrap"),
        ("Tab", "list"),
        ("Esc", "close"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._sections = SectionRows(TextRows(""))
        self._wanted = ""  # the section to open when it arrives, unless the person moves first

    def show_sections(self, sections: SectionRows) -> None:
        """Show the detail of an entry, opened at the section that was open before."""
        open_section = self._sections.keys[self._part // 2] if self._sections.keys else ""
        self._wanted = open_section if self.cursor else self._wanted or open_section
        self._sections = sections
        self.show_rows(sections.rows)
        self._go_to_wanted()

    def extend_sections(self, sections: SectionRows) -> None:
        """Show the sections on screen with more below; cursor and scroll stay where the person put them."""
        self._wanted = "" if self.cursor else self._wanted
        self._sections = sections
        self.extend_rows(sections.rows)
        self._go_to_wanted()

    def language_at(self, position: int) -> str:
        """Language of the section that holds a position of the text."""
        return self._sections.languages[self._part_at(position)] if self._sections.keys else "text"

    def action_section(self, step: int) -> None:
        """Go to the heading of the next or the previous section."""
        keys = self._sections.keys
        if not keys:
            return
        section, inside = divmod(self._part, 2)
        wanted = section + step if step > 0 or not inside else section
        self._go_to_section(max(0, min(wanted, len(keys) - 1)))

    def _go_to_wanted(self) -> None:
        if self._wanted in self._sections.keys[1:]:
            self._go_to_section(self._sections.keys.index(self._wanted))
            self._wanted = ""

    def _go_to_section(self, index: int) -> None:
        row = self.row_of(self._sections.starts[2 * index])
        self.scroll_to_row(row)
        self.move_to(row)

    @property
    def _part(self) -> int:
        return self._part_at(self.position)

    def _part_at(self, position: int) -> int:
        return max(0, bisect_right(self._sections.starts, position) - 1)
