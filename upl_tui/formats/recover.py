"""Where a list goes on behind an element that is damaged."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from upl_tui.formats.names import NEXT_LIST
from upl_tui.formats.rows import Rows
from upl_tui.formats.tokens import FIRST_KEY, flat_value_end, skip_space, skip_value
from upl_tui.formats.value import is_json, read_json
from upl_tui.patterns import late
from upl_tui.values import mutable

Data = bytes | bytearray

_TIERS = ((1 << 12, 40), (1 << 16, 80), (1 << 20, 20), (1 << 24, 4))
"""Bytes searched, and how many candidates are tested in them."""

_TESTS = 20_000
_NEXT_VALUE = late(rb"(?<=[\n}])(?=[\[{])")


@mutable
class Recovery:
    """The search for the end of damaged elements of one list, or of values that follow each other."""

    data: Data
    whole: Callable[[Data, int, int], int]
    """End of what begins at a position and ends before a limit, or -1."""
    candidates: Callable[[int], re.Pattern[bytes]]
    """Empty matches where the next element may begin, for damage at a position."""
    accept: Callable[[int, int], bool]
    """Whether what begins at a candidate, and ends before a limit, is an element."""
    tests_left: int = _TESTS

    def end(self, start: int) -> tuple[int, bool]:
        """How far what begins at `start` goes, and whether it is whole.

        The search widens step by step, so that many damaged elements do not each cost the rest of the
        file; when too much has been tried in vain, the rest of the file is one damaged element.
        """
        size = len(self.data)
        for window, tests in (*_TIERS, (size, 1)):
            limit = min(start + window, size)
            end = self.whole(self.data, start, limit)
            if end >= 0 and is_json(self.data[start:end]):
                return end, True
            following = self._next(start, limit if end < 0 else end, tests)
            if following is not None:
                return following, False
            if end >= 0:
                return end, True
            if limit == size:
                break
        return size, False

    def _next(self, start: int, limit: int, tests: int) -> int | None:
        """Where the next element begins, if it does before `limit`."""
        candidates = self.candidates(start).finditer(self.data, start + 1, limit)
        for match in islice(candidates, min(tests, self.tests_left)):
            self.tests_left -= 1
            if self.accept(match.end(), limit):
                return match.end()
        return None


def list_recovery(data: Data, rows: Rows) -> Recovery:
    """Recovery of a list by elements that begin like, and have keys like, those in `rows` so far."""
    known: set[str] = set()
    for index in {0, len(rows) - 1} if len(rows) else ():
        value = rows.value(index)
        known.update(value if isinstance(value, dict) else ())

    def candidates(damaged: int) -> re.Pattern[bytes]:
        heads = {_head(data, at) for at in (damaged, *rows.starts[:1], *rows.starts[-1:])}
        return re.compile(b"|".join([*filter(None, heads), NEXT_LIST]), re.DOTALL)

    def accept(candidate: int, limit: int) -> bool:
        if data[candidate : candidate + 1] == b"]":
            return True
        end = flat_value_end(data, candidate, limit)
        if end < 0 or not _goes_on(data, candidate, end):
            return False
        value, _ = read_json(data[candidate:end])
        keys = value.keys() if isinstance(value, dict) else set()
        return not known or len(known & keys) * 2 >= len(keys) > 0

    return Recovery(data, whole_element, candidates, accept)


def sequence_recovery(data: Data) -> Recovery:
    """Recovery of values that follow each other, each on a line of its own or behind a brace."""
    return Recovery(
        data,
        whole_value,
        candidates=lambda _: _NEXT_VALUE,
        accept=lambda candidate, limit: flat_value_end(data, candidate, limit) >= 0,
    )


def whole_element(data: Data, start: int, limit: int) -> int:
    """End of an element that another may follow, or -1."""
    end = skip_value(data, start, limit)
    return end if end >= 0 and _goes_on(data, start, end) else -1


def whole_value(data: Data, start: int, limit: int) -> int:
    """End of a list, an object or a scalar that is JSON, or -1."""
    end = skip_value(data, start, limit)
    if end == limit < len(data):
        return -1
    if data[start : start + 1] in (b"{", b"[") or (end >= 0 and is_json(data[start:end])):
        return end
    return -1


def _goes_on(data: Data, start: int, end: int) -> bool:
    """Whether an element is followed by a comma, a bracket or, where the comma was lost, the next object."""
    behind = skip_space(data, end)
    following = data[behind : behind + 1]
    return following in (b",", b"]") or following == data[start : start + 1] == b"{"


def _head(data: Data, at: int) -> bytes:
    """Pattern of how the element at `at` begins: its line's indentation, or else its first key."""
    before = at
    while before and data[before - 1] in b" \t\r\n":
        before -= 1
    space = bytes(data[before:at])
    if b"\n" in space:
        return rb"(?<=\S)" + re.escape(space) + rb"(?=" + re.escape(bytes(data[at : at + 1])) + rb")"
    first = FIRST_KEY.match(data, at)
    return rb"(?=" + re.escape(first[0]) + rb")" if first else b""
