"""Regular expressions compiled at their first use: the start of the program needs a tenth of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but a mistake in the expression shows when it is first used."""
    return cast("re.Pattern[AnyStr]", _Late(text, flags))


class _Late:
    """Stands for a pattern. What was asked of it once is an attribute of its own: no call costs more."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._made_of: Any = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made_of), name)
        setattr(self, name, found)
        return found
