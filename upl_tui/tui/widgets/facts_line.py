"""The line above a table: the filter, how many rows it keeps, and how the file was read."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from upl_tui.tui.content import safe_content
from upl_tui.values import frozen


@frozen
class Facts:
    """What the line says; empty words are left out."""

    query: str = ""
    query_on: bool = True
    within: str = ""
    """The range of time that all tabs are narrowed to."""
    counts: str = ""
    noise: str = ""
    order: str = ""
    selected: int = 0
    search: str = ""
    reading: str = ""
    warning: str = ""
    raw: str = ""
    revealed: bool = False


class FactsLine(Static):
    """One line of facts, the most important first, cut at the edge."""

    DEFAULT_CSS = """
    FactsLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, facts: Facts) -> None:
        """Replace the line."""
        parts: list[Content] = []
        if facts.revealed:
            parts.append(Content("SECRETS SHOWN").stylize("bold reverse"))
        if facts.query:
            state = "" if facts.query_on else " (off)"
            parts.append(Content.assemble("filter ", safe_content(facts.query).stylize("bold"), state))
        if facts.within:
            parts.append(Content(f" {facts.within} ").stylize("reverse"))
        if facts.counts:
            parts.append(Content(facts.counts).stylize("bold"))
        if facts.selected:
            parts.append(Content(f"{facts.selected:,} selected").stylize("bold reverse"))
        if facts.noise:
            parts.append(safe_content(facts.noise).stylize("$text-warning"))
        if facts.order:
            parts.append(Content(facts.order))
        if facts.search:
            parts.append(safe_content(facts.search))
        if facts.warning:
            parts.append(safe_content(facts.warning).stylize("$text-warning"))
        if facts.raw:
            parts.append(Content(facts.raw).stylize("$text-warning"))
        if facts.reading:
            parts.append(safe_content(facts.reading))
        self.update(Content("  ·  ").join(parts), layout=False)
