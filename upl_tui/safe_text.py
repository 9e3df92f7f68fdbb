"""Recorded text becomes harmless text: the one function between a recording and the terminal."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from upl_tui.patterns import late

_LINE_FEED = "\u23ce"
_MARKS_KEPT = 4
"""Combining marks that one character may carry; living languages need three or four."""

# What lies between the blocks in which every character is assigned, takes a known width and combines with
# nothing: Latin, Greek, Cyrillic, punctuation, arrows, symbols, Japanese, Chinese, Korean, full-width forms.
# These characters are looked at one by one, so a block that is missing from the list costs time, not safety.
_SUSPECT = (
    "[\0-\x1f\x7f-\xa0\xad\u0300-\u0390\u03a2\u0483-\u0489\u0530-\u200f\u2028-\u202f\u205f-\u218f"
    "\u2400-\u24ff\u2b74-\u3000\u302a-\u3040\u3097-\u309f\u3100-\u4dff\u9ffd-\uabff\ud7a4-\uff00"
    "\uffa0-\U0010ffff]"
)
_HAS_SUSPECT = late(_SUSPECT)
_SUSPECTS = late(f"{_SUSPECT}{_SUSPECT}*")  # with a plain + the search is half as fast
# Printable by category and yet without a glyph: what is left of Unicode's Default_Ignorable_Code_Point.
_INVISIBLE = late(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Drawn over the emoji before it or beside it, depending on the terminal.
_SKIN_TONES = late("[\U0001f3fb-\U0001f3ff]")
# Hangul vowels and finals, which a terminal stacks upon the syllable's first letter.
_STACKED_LETTERS = late("[\u1161-\u11ff\ud7b0-\ud7c6\ud7cb-\ud7fb]")
# Characters that a presentation selector may follow, generously: digits of keycaps, symbols, emoji.
_PRESENTABLE = late("[#*0-9\u00a9\u00ae\u2010-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_SELECTORS = ("\ufe0e", "\ufe0f")


def visible(text: str) -> str:
    r"""One line that a terminal shows as it is, every character with a width all terminals agree on.

    Control characters, bidi and invisible characters, private and unassigned ones, lone surrogates and
    combining marks without a base or beyond the fourth become escapes such as ``\x1b``, ``\u202e``, ``\r``;
    a line feed (CR LF counts as one) becomes ``\u23ce`` (a return symbol) and a tab one space.

    A zero-width joiner and a skin tone are escaped as well: joined, an emoji takes two cells on one
    terminal and eight on the next; side by side its parts take the same everywhere. A presentation
    selector behind a symbol is left out, because it only asks for colour and changes the width on some.
    """
    if text.isprintable() and (text.isascii() or not _HAS_SUSPECT.search(text)):
        return text
    return _SUSPECTS.sub(_shown, text.replace("\r\n", "\n"))


def _shown(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    marks = 0 if start else _MARKS_KEPT
    shown: list[str] = []
    for position in range(start, match.end()):
        char = text[position]
        if _combines(char):
            marks += 1
            shown.append(char if marks <= _MARKS_KEPT else _escape(char))
        elif char not in _SELECTORS or not position or not _PRESENTABLE.match(text[position - 1]):
            marks = 0
            shown.append(_alone(char))
    return "".join(shown)


@lru_cache(maxsize=4096)
def _combines(char: str) -> bool:
    if category(char)[0] != "M":
        return _STACKED_LETTERS.match(char) is not None
    return _INVISIBLE.match(char) is None


@lru_cache(maxsize=4096)
def _alone(char: str) -> str:
    if char in "\n\t\r":
        return {"\n": _LINE_FEED, "\t": " ", "\r": r"\r"}[char]
    has_glyph = char.isprintable() and not _INVISIBLE.match(char) and not _SKIN_TONES.match(char)
    return char if has_glyph or category(char) == "Zs" else _escape(char)


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
