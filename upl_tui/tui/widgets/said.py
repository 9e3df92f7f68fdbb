"""What panes tell the screen they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.query.search import Search


class Said(Message):
    """Something for the status line; `style` is empty, ``error``, ``warn`` or ``good``."""

    def __init__(self, text: str, style: str = "") -> None:
        super().__init__()
        self.text = text
        self.style = style


class Moved(Message):
    """The person moved to an entry that has a time.

    Milliseconds from the start, the pane's id, and the entry where the pane knows it: the log of its own
    kind, and the row there.
    """

    def __init__(self, at_ms: float, pane: str = "", here: tuple[Log, int] | None = None) -> None:
        super().__init__()
        self.at_ms = at_ms
        self.here = here
        self.pane = pane


class StoryOpened(Message):
    """The person wants to see an entry of a story on its own tab, by its id."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class StoryClosed(Message):
    """The person wants back from the story to where they came from."""


class SearchedFor(Message):
    """The person searches for something on a tab; for nothing any more when `search` is None."""

    def __init__(self, search: Search | None) -> None:
        super().__init__()
        self.search = search


class HitsCounted(Message):
    """A pane knows how often what is searched for is in it."""


class SearchGoesOn(Message):
    """The person wants the next hit, or the previous one when `direction` is -1, and the pane has none."""

    def __init__(self, direction: int) -> None:
        super().__init__()
        self.direction = direction
