"""Keys of two strokes, such as ``zw``: typed quickly they act at once, after a pause a menu lists them.

A second stroke is an ordinary binding whose key is written ``z>w``. It belongs to the widget that owns its
action, like every binding, so a prefix offers what works where the focus is, help lists it as ``zw``, and a
keymap can move it by its id::

    Binding("z>w", "toggle_wrap", "wrap this row", id="table.wrap", show=False)

The first stroke is bound once, on the screen or on a widget that alone has such keys::

    Binding("z", "app.prefix('z')", "look: centre, wrap", id="prefix-look", show=False)

The second stroke is the character itself (``y>.``); a comma would separate two keys, as in any binding.
"""

from __future__ import annotations

from dataclasses import field

from textual import events
from textual.binding import ActiveBinding
from textual.timer import Timer

from upl_tui.tui.typed_keys import OneKeyAtATime
from upl_tui.tui.widgets.said import Said
from upl_tui.values import mutable

PAUSE_SECONDS = 0.6
BETWEEN = ">"


@mutable
class _Pending:
    """A first stroke that waits for its second."""

    key: str
    title: str
    bindings: dict[str, ActiveBinding]
    """By the character of the second stroke."""
    timer: Timer | None = field(default=None)


class PrefixKeys(OneKeyAtATime):
    """An app with keys of two strokes."""

    def __init__(self) -> None:
        super().__init__()
        self._pending: _Pending | None = None

    @property
    def is_first_stroke(self) -> bool:
        """Whether the next key is a key of its own."""
        return self._pending is None

    def action_prefix(self, key: str) -> None:
        """Wait for the second stroke after `key`, and list what it may be when it does not come."""
        live = self.screen.active_bindings
        start = f"{key}{BETWEEN}"
        bindings = {
            other.removeprefix(start): active
            for other, active in live.items()
            if other.startswith(start) and active.enabled
        }
        if not bindings:
            self.screen.post_message(Said(f"No key that begins with {key} does anything here.", "warn"))
        title = live[key].binding.description if key in live else key
        self._pending = _Pending(key, title, bindings)
        self._pending.timer = self.set_timer(PAUSE_SECONDS, self._list_second_strokes)

    async def deliver(self, event: events.Key) -> None:
        """Take a second stroke; every other key goes its way, and Esc forgets the first."""
        pending = self._forget_prefix()
        if pending is None:
            await super().deliver(event)
        elif active := pending.bindings.get(event.character or ""):
            await self.run_action(active.binding.action, active.node)
        elif event.is_printable:
            if pending.bindings:
                self._list(pending)
        elif event.key != "escape":
            await super().deliver(event)

    def _forget_prefix(self) -> _Pending | None:
        pending, self._pending = self._pending, None
        if pending is not None and pending.timer is not None:
            pending.timer.stop()
        return pending

    def _list_second_strokes(self) -> None:
        pending = self._forget_prefix()
        if pending is not None and pending.bindings:
            self._list(pending)

    def _list(self, pending: _Pending) -> None:
        from upl_tui.tui.screens.menu import Choice, Menu

        async def choose(stroke: str | None) -> None:
            if stroke is not None:
                active = pending.bindings[stroke]
                await self.run_action(active.binding.action, active.node)

        choices = [
            Choice(stroke, active.binding.description, stroke) for stroke, active in pending.bindings.items()
        ]
        self.push_screen(Menu(f"{pending.key} – {pending.title}", choices), choose)
