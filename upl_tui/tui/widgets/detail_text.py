"""Everything one entry holds as one text, section below section."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual.binding import Binding, BindingType

from upl_tui.tui.widgets.folding_viewer import FoldingViewer, is_folding
from upl_tui.tui.widgets.section_rows import SectionRows
from upl_tui.tui.widgets.text_rows import TextRows


class DetailText(FoldingViewer):
    """One text, so that one search and one scroll go through all sections."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_curly_bracket", "section(1)", "next section", id="section-next", show=False),
        Binding("left_curly_bracket", "section(-1)", "previous section", id="section-previous", show=False),
        Binding("z>w", "toggle_wrap", "cut long lines, or wrap them again", id="text-wrap", show=False),
    ]

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("} {", "sections"),
        ("/", "search here"),
        ("h l", "fold"),
        ("v", "pager"),
        ("Tab", "list"),
        ("Esc", "close"),
    )

    def __init__(self) -> None:
        super().__init__(wrap=True)
        self._sections = SectionRows(TextRows(""))
        self._wanted = ""  # the section to open when it arrives, unless the person moves first

    def show_sections(self, sections: SectionRows) -> None:
        """Show the detail of an entry, opened at the section that was open before."""
        open_section = self.section_at_cursor()
        self._wanted = open_section if self.cursor else self._wanted
        self._sections = sections
        self.show_rows(sections.rows)
        self._go_to_wanted()

    def extend_sections(self, sections: SectionRows) -> None:
        """Show the sections on screen with more below; cursor and scroll stay where the person put them."""
        self._wanted = "" if self.cursor else self._wanted
        self._sections = sections
        self.extend_rows(sections.rows)
        self._go_to_wanted()

    def section_at_cursor(self) -> str:
        """Key of the section that the cursor is in; empty when nothing is shown."""
        return self._sections.keys[self._part // 2] if self._sections.keys else ""

    def language_at(self, position: int) -> str:
        """Language of the section that holds a position of the text."""
        return self._sections.languages[self._part_at(position)] if self._sections.keys else "text"

    def part_at(self, position: int) -> tuple[int, int]:
        """Start and end of the heading or the section that holds a position."""
        return self._bounds(self._part_at(position))

    def folding_parts(self) -> list[tuple[int, int]]:
        """Start and end of the sections that can be folded."""
        languages = enumerate(self._sections.languages)
        return [self._bounds(part) for part, language in languages if is_folding(language)]

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

    def _bounds(self, part: int) -> tuple[int, int]:
        starts = self._sections.starts
        if not starts:
            return 0, 0
        return starts[part], starts[part + 1] if part + 1 < len(starts) else len(self._sections.rows.text)

    @property
    def _part(self) -> int:
        return self._part_at(self.position)

    def _part_at(self, position: int) -> int:
        return max(0, bisect_right(self._sections.starts, position) - 1)
