"""Where a console message comes from, in one spelling."""

from __future__ import annotations

_WORDS = {
    "console": "console consoleapi consolelog logger log",
    "exception": "exception javascript pageerror uncaught runtimeexception error",
    "rejection": "rejection unhandledrejection",
    "network": "network networkerror",
    "security": "security csp",
    "deprecation": "deprecation",
    "violation": "violation",
    "intervention": "intervention",
    "worker": "worker",
    "server": "server backend",
}
_ORIGIN_OF_WORD = {word: origin for origin, line in _WORDS.items() for word in line.split()}


def origin_of(word: str, text: str = "") -> str:
    """Our word (see `ConsoleEntry.origin`) for a recorder's; ``console`` when it gives none.

    Browsers call a rejection an exception: its `text` tells.
    """
    folded = "".join(filter(str.isalpha, word.lower()))
    origin = _ORIGIN_OF_WORD.get(folded, "other") if folded else "console"
    if origin in ("console", "exception") and text.startswith("Uncaught (in promise)"):
        return "rejection"
    return origin
