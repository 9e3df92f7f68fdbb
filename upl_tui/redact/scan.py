"""Masking of any text: what stands behind telling names, then what is known by its own form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upl_tui.patterns import late
from upl_tui.redact import slices
from upl_tui.redact.assignments import assigned_place, encoded_place, is_oauth, parameter_place
from upl_tui.redact.forms import mask_forms
from upl_tui.redact.names import FRAGMENTS
from upl_tui.redact.places import Place, element_place, json_place, quoted_place
from upl_tui.redact.values import MASK, Note, mask_named, mask_value

_FRAGMENT = late(FRAGMENTS)
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.-[]")
_LONGEST_NAME = 80
_FURTHEST_BACK = 2_000
"""Characters before a name where its value may stand."""
_ESCAPE = late(r"[bfnrt]|u[0-9a-fA-F]{4}")
_TWO_WORD_KEY = late(r"\b(?:api|access|secret|private) \Z", re.IGNORECASE)

_USERINFO = late(r"://([^/?#\s@\"'<>\\]{1,400})@")
_LONGEST_USER = 15


def mask_text(text: str, scope: str, note: Note, *, whole_url: bool = False) -> str:
    """Any text without its secrets; `scope` names the place in notes.

    With `whole_url` the text is one URL, so that a parameter ends nowhere but at ``&`` and ``#``.
    """
    return "".join(mask_slices(text, scope, note, whole_url=whole_url))


def mask_slices(text: str, scope: str, note: Note, *, whole_url: bool = False) -> Iterator[str]:
    """The same in pieces, made when they are asked for: a piece depends on the whole text, as ever."""
    if "://" in text and "@" in text:
        text = _USERINFO.sub(lambda found: f"://{_userinfo(found[1], note)}@", text)
    return mask_forms(_mask_behind_names(text, scope, note, whole_url), note)


def _mask_behind_names(text: str, scope: str, note: Note, whole_url: bool) -> Iterator[str]:
    lower = text.replace("\u0130", "I").lower()  # the one letter whose lower case is two characters
    oauth = is_oauth(lower)
    shown: list[str] = []
    done = position = searched = handed_on = 0
    while searched < len(text):
        if searched - handed_on > slices.SLICE:
            settled = max(done, searched - _FURTHEST_BACK)
            yield "".join((*shown, text[done:settled]))
            shown.clear()
            done = handed_on = settled
        stop = searched + slices.SLICE
        hit = _FRAGMENT.search(lower, searched, stop + slices.OVERLAP)
        if hit is None or hit.start() >= stop:
            searched = stop
            continue
        start, end = _name_around(text, max(position, hit.start() - _LONGEST_NAME), *hit.span())
        searched = position = end
        place, where = _find(text, start, end, oauth=oauth, whole_url=whole_url)
        if place is None:
            continue
        searched = position = max(end, place.end)
        name = text[start:end]
        for leaf in place.leaves:
            value = text[leaf.start : leaf.end]
            mask = mask_value(value, place.found) if place.inside else mask_named(name, value, place.found)
            if mask != value:
                note(f"{where or scope} {name.strip('.-[]')}")
                shown += text[done : leaf.start], leaf.quote, mask, leaf.quote
                done = leaf.end
    yield "".join((*shown, text[done:]))


def _find(text: str, start: int, end: int, *, oauth: bool, whole_url: bool) -> tuple[Place | None, str]:
    """Where the name's value stands, and the word for the place when it is not the caller's scope."""
    if place := json_place(text, start, end):
        return place, ""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in "\"'" and (place := quoted_place(text, start, end)):
        return place, ""
    if before and before in "<:" and (place := element_place(text, start, end)):
        return place, ""
    if after == "%" and (place := encoded_place(text, start, end)):
        return place, "query"
    if place := parameter_place(text, start, end, oauth=oauth, whole_url=whole_url):
        return place, "query"
    return assigned_place(text, start, end), ""


def _name_around(text: str, floor: int, start: int, end: int) -> tuple[int, int]:
    """The whole name that a fragment of it stands in, without an escape sequence before it."""
    first, ceiling = start, min(len(text), end + _LONGEST_NAME)
    while first > floor and text[first - 1] in _NAME_CHARACTERS:
        first -= 1
    while end < ceiling and text[end] in _NAME_CHARACTERS:
        end += 1
    before = text[first - 1 : first]
    if before == "\\" and (escape := _ESCAPE.match(text, first)):
        first = escape.end()
    elif before == "%":
        first += 2
    elif before == " " and (word := _TWO_WORD_KEY.search(text, max(floor, first - 8), first)):
        first = word.start()
    return min(first, start), end


def _userinfo(userinfo: str, note: Note) -> str:
    """What stands before the host's name; a bare short word, as in ``ssh://git@host``, is no secret."""
    if userinfo.isalpha() and len(userinfo) <= _LONGEST_USER:
        return userinfo
    note("userinfo")
    return MASK
