"""A person's hands at a running app: keys in, then waiting for conditions, never for time."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character
from textual.pilot import Pilot

PATIENCE_SECONDS = 30.0
_LOOK_SECONDS, _SELDOM_SECONDS = 0.01, 0.05


async def rest(pilot: Pilot[Any]) -> None:
    """Wait until all messages, and what they led to, are handled and painted.

    Textual's own waits look at the processor and the clock instead: 40 ms and more for each key, and another
    outcome on a busy machine.
    """
    deadline = monotonic() + PATIENCE_SECONDS
    while True:
        while _is_busy(pilot):
            assert monotonic() < deadline, "the screen does not come to rest"
            await asyncio.sleep(0)
        await pilot.pause(0)
        if not _is_busy(pilot):
            break


def _is_busy(pilot: Pilot[Any]) -> bool:
    pumps = [pilot.app, *pilot.app.screen.walk_children(with_self=True)]
    return any(pump.message_queue_size for pump in pumps)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys by Textual's names or as characters, each after all that the one before led to."""
    for key in keys:
        pilot.app.post_message(key_event(key))
        await rest(pilot)


def key_event(key: str) -> Key:
    """What a terminal sends for a key or a character."""
    if len(key) > 1 or key.isalnum():
        return Key(key, key_to_character(key))
    name = unicodedata.name(key).lower().replace("-", "_").replace(" ", "_")
    return Key(KEY_NAME_REPLACEMENTS.get(name, name), key)


async def until(condition: Callable[[], object], said: Callable[[], str] = str) -> None:
    """Wait until a condition holds; fail with what the screen says when it never does."""
    deadline, pause = monotonic() + PATIENCE_SECONDS, _LOOK_SECONDS
    while not condition():
        if monotonic() > deadline:
            raise AssertionError(f"never came true; {said()}")
        await asyncio.sleep(pause)
        pause = min(pause * 1.2, _SELDOM_SECONDS)


async def click(pilot: Pilot[Any], *target: Any, **arguments: Any) -> None:
    """Click as `Pilot.click` does, and wait for all that it led to."""
    await pilot.click(*target, **arguments)
    await rest(pilot)


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the terminal another size, and wait for the layout."""
    await pilot.resize_terminal(width, height)
    await rest(pilot)
