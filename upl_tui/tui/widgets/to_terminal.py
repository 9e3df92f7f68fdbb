"""A way for any part of the screen to send a sequence to the terminal."""

from __future__ import annotations

from textual.message import Message


class ToTerminal(Message):
    """A sequence that shows nothing, such as one that fills the clipboard; the app writes it."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self.sequence = sequence


class Uncover(Message):
    """What was to be shown first is painted, or will not come: nothing need be held back any more."""
