"""How long work asks whether it should go on."""

from __future__ import annotations

from collections.abc import Callable

Stop = Callable[[], bool]
"""Asked now and then while something takes long; True ends it."""


def never() -> bool:
    """Goes on and on: the `Stop` of what nobody stops."""
    return False
