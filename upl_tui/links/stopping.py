"""Long work that somebody may stop: asked often enough that nobody waits for its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from upl_tui.entries import Depth, Entry
from upl_tui.log import Log
from upl_tui.query.compile import Stop, never

__all__ = ["Stop", "Stopped", "check", "column", "never", "stoppable"]

T = TypeVar("T")

_EVERY = 32
"""Things between two questions: each may be an entry that is read for it."""
_ROWS = 256


class Stopped(Exception):
    """The work was stopped: there is no answer."""


def check(stop: Stop) -> None:
    """Raises `Stopped` when `stop` says so."""
    if stop():
        raise Stopped


def stoppable(things: Iterable[T], stop: Stop) -> Iterator[T]:
    """The same things one by one. Raises `Stopped` between two of them when `stop` says so."""
    check(stop)
    for number, thing in enumerate(things, 1):
        yield thing
        if not number % _EVERY:
            check(stop)


def column(
    log: Log, name: str, get: Callable[[Entry], T], stop: Stop, depth: Depth = Depth.WHOLE
) -> Sequence[T]:
    """`Log.column` of all entries, piece by piece. Raises `Stopped`."""
    for count in range(0, len(log), _ROWS):
        check(stop)
        log.column(name, get, depth, count)
    return log.column(name, get, depth)
