"""Where a console message comes from, in one spelling."""

from __future__ import annotations

_WORDS = {
    "console": "console consoleapi consolelog logger log",
    "exception": "exception javascript pageerror uncaught uncaughtexception runtimeexception error",
    "rejection": "rejection unhandledrejection promise unhandledpromiserejection",
    "network": "network networkerror",
    "security": "security csp",
    "deprecation": "deprecation",
    "violation": "violation",
    "intervention": "intervention",
    "worker": "worker",
    "server": "server backend",
    "other": "other recommendation rendering storage appcache xml",
}
_ORIGIN_OF_WORD = {word: origin for origin, line in _WORDS.items() for word in line.split()}
_VAGUE = {"error", "log", "logger"}
_REFUSED_BY_CORS = " has been blocked by CORS policy: "


def is_origin(word: str) -> bool:
    """Whether a word under any key tells an origin; ``log`` and ``error`` may as well be levels."""
    folded = _folded(word)
    return folded in _ORIGIN_OF_WORD and folded not in _VAGUE


def origin_of(word: str, text: str = "") -> str:
    """Our word (see `ConsoleEntry.origin`) for a recorder's; ``console`` when it gives none.

    Browsers give a rejection and a request that CORS refused to the script: the `text` tells.
    """
    folded = _folded(word)
    origin = _ORIGIN_OF_WORD.get(folded, "other") if folded else "console"
    if origin in ("console", "exception") and text.startswith("Uncaught (in promise)"):
        return "rejection"
    if origin == "exception" and _REFUSED_BY_CORS in text:
        return "network"
    return origin


def _folded(word: str) -> str:
    return "".join(filter(str.isalpha, word.lower()))
