"""When the cyclic garbage collector works: a pass over a big log stops the screen for a tenth of a second."""

from __future__ import annotations

import gc

_YOUNG_OBJECTS = 10_000
"""So many are made between two passes over the youngest; a page that is drawn makes about as many."""


def collect_again() -> None:
    """Switch the collector on again after the start; what was imported so far stays for ever."""
    gc.set_threshold(_YOUNG_OBJECTS)
    gc.freeze()
    gc.enable()


def keep() -> None:
    """Take all that lives now for lasting, such as a log that has been read: no pass looks at it again."""
    gc.freeze()


def drop() -> None:
    """Look for garbage among what was taken for lasting too, after something big of it was let go.

    Nothing happens while the program starts and the collector is off.
    """
    if not gc.isenabled():
        return
    gc.unfreeze()
    gc.collect()
    gc.freeze()
