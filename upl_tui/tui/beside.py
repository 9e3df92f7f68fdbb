"""Work beside the screen: in a thread, until it is done or nobody waits for it any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from textual.message_pump import MessagePump

from upl_tui.errors import UplError, internal_error
from upl_tui.tui.widgets.said import Said

T = TypeVar("T")


async def beside(work: Callable[[Callable[[], bool]], T]) -> T:
    """What `work` gives, done in a thread; it is handed a question that says when it should stop."""
    cancelled = Event()
    try:
        return await asyncio.to_thread(work, cancelled.is_set)
    except asyncio.CancelledError:
        cancelled.set()
        raise


class ErrorsSaid:
    """Turns every error of its block into a sentence on the status line; the block is left."""

    def __init__(self, teller: MessagePump) -> None:
        self._teller = teller

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Whether there was an error to be said."""
        if not isinstance(error, Exception):
            return False
        said = str(error) if isinstance(error, UplError) else internal_error(error)
        self._teller.post_message(Said(said, "error"))
        return True
