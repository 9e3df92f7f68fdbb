"""Keys as a person would write them."""

from __future__ import annotations

from textual.keys import format_key

_WORDS = {
    "space": "Space",
    "tab": "Tab",
    "enter": "Enter",
    "escape": "Esc",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}


def key_name(key: str) -> str:
    """``ctrl+d`` as ``Ctrl+D``, ``slash`` as ``/``, ``f1`` as ``F1``, the two strokes ``z>w`` as ``zw``."""
    first, between, second = key.partition(">")
    if between and second:
        return key_name(first) + second
    *modifiers, last = key.split("+")
    name = _WORDS.get(last) or format_key(last)
    if modifiers or (name[0] == "f" and name[1:].isdigit()):
        name = name if last in _WORDS else name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
