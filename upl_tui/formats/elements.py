"""The elements of one JSON list as rows, found one at a time."""

from __future__ import annotations

from upl_tui.formats.recover import Recovery, list_recovery
from upl_tui.formats.rows import Rows
from upl_tui.formats.tokens import FIRST_KEY, element_pattern, skip_space
from upl_tui.formats.value import is_json
from upl_tui.values import mutable

Data = bytes | bytearray

_LEAST_WINDOW = 2048
_FIRST_WINDOW = 1 << 16
_COMMA = ord(",")
_WHITE = b" \t\r\n"


@mutable
class Elements:
    """The rows of a list, and where the list ends."""

    rows: Rows
    end: int = 0
    """Behind the closing bracket; the end of the data when it was not found."""
    closed: bool = True
    damaged: int = 0
    """Rows whose end could only be guessed."""


def scan_list(data: Data, opening: int) -> Elements:
    """The elements of the list whose bracket opens at `opening`.

    What stands between two elements usually stands between all of them: the text up to its next
    occurrence is tried first, and is the element if it is JSON. Else the bytes are scanned.
    """
    found = Elements(Rows(data))
    rows = found.rows
    match_element = element_pattern().match
    recovery: Recovery | None = None
    position = opening + 1
    between, lead, window = b"", 0, 0
    while True:
        if between:
            cut = data.find(between, position, position + window)
            if cut > position and data[cut - 1] not in _WHITE and is_json(data[position:cut]):
                rows.add(position, cut)
                position = cut + lead
                continue
        position = skip_space(data, position)
        byte = data[position : position + 1]
        if byte == b",":
            position += 1
            continue
        if byte in (b"]", b""):
            found.closed = bool(byte)
            found.end = position + len(byte)
            return found
        match = match_element(data, position, position + _FIRST_WINDOW)
        if match and is_json(match[1]):
            start, end = match.span(1)
            rows.add(start, end)
            position = skip_space(data, match.end() + 1) if data[match.end()] == _COMMA else match.end()
            between, lead = _between(data, end, position), position - end
            window = max(_LEAST_WINDOW, 8 * (end - start))
        else:
            recovery = recovery or list_recovery(data, rows)
            end, whole = recovery.end(position)
            rows.add(position, end if whole else position + len(data[position:end].rstrip(b", \t\r\n")))
            found.damaged += not whole
            position = end


def _between(data: Data, end: int, following: int) -> bytes:
    """What separates the element that ends at `end` from the following one, with its first key."""
    separator = bytes(data[end:following])
    if b"\n" in separator:
        return separator + data[following : following + 1]
    first = FIRST_KEY.match(data, following)
    return separator + first[0] if first else b""
