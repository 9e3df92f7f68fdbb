"""What panes tell the screen they are on."""

from __future__ import annotations

from textual.message import Message


class Said(Message):
    """Something for the status line; `style` is empty, ``error``, ``warn`` or ``good``."""

    def __init__(self, text: str, style: str = "") -> None:
        super().__init__()
        self.text = text
        self.style = style


class Moved(Message):
    """The person moved to an entry that has a time: milliseconds from the start, and the pane's id."""

    def __init__(self, at_ms: float, pane: str = "") -> None:
        super().__init__()
        self.at_ms = at_ms
        self.pane = pane


class StoryOpened(Message):
    """The person wants to see an entry of a story on its own tab, by its id."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class StoryClosed(Message):
    """The person wants back from the story to where they came from."""
