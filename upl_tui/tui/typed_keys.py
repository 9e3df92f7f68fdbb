"""Keys that arrive together are handled one after the other."""

from __future__ import annotations

from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.dom import DOMNode


class OneKeyAtATime(App[int]):
    """An app in which a key waits until the one before it has been handled to its end.

    Textual hands every key to the widget that has the focus when it arrives. Over a slow line several keys
    arrive at once, and what follows a key that opens a prompt or another screen would reach the old widget.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key] = deque()
        self._is_handling = False
        self.last_key_at = 0.0
        """When a key came last, by `time.monotonic`."""

    def hold_keys(self) -> None:
        """Let keys wait until `let_keys_go`."""
        self._is_handling = True

    def let_keys_go(self) -> None:
        """Handle what was typed since `hold_keys`."""
        self.call_later(self._handled)

    async def on_event(self, event: events.Event) -> None:
        """Hold a key back while another one is under way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self.last_key_at = monotonic()
        if self._is_handling:
            self._typed.append(event)
        else:
            await self._handle(event)

    async def _handle(self, event: events.Key) -> None:
        self._is_handling = True
        target = self.focused or self.screen
        await self.deliver(event)
        self._follow(target)

    async def deliver(self, event: events.Key) -> None:
        """Hand a key to whom it is for."""
        await super().on_event(event)

    def _follow(self, node: DOMNode | None) -> None:
        """Go the way a bubbling key goes, from the focused widget up, behind it in every queue."""
        if node is None or node is self or not node.call_later(self._follow, node.parent):
            self.call_later(self._handled)

    async def _handled(self) -> None:
        self._is_handling = False
        if self._typed:
            await self._handle(self._typed.popleft())
