"""Two entries side by side: which parts of their details differ, and by what lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from upl_tui.logs.alignment import equal_runs
from upl_tui.logs.json_order import ordered_json
from upl_tui.logs.spec import Section
from upl_tui.logs.volatile import without_volatile

LANGUAGE = "diff"
"""Lines with a sign: ``-`` of the first entry, ``+`` of the second, ``~`` of both with another id or time."""

_CONTEXT = 3
_MOST_LINES = 5_000
_MOST_CHARACTERS = 2_000_000
_DRAWINGS = {"viewport"}
_PHASE = re.compile(r"(\w+ {2,}[\d.]+ \S+)[ ▀-▟]*")
"""A line of the table of times; the bar behind it tells no more."""
_OF_RAW_ROWS = {"raw", "reason"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of two details, compared."""

    title: str
    lines: tuple[str, ...]
    """Each begins with a sign and a blank; empty when the part is the same in both."""
    is_cut: bool = False
    """Whether only the beginning of it was compared."""

    @property
    def differs(self) -> bool:
        """Whether more than ids and times differ."""
        return any(line[0] in "-+" for line in self.lines)


def compare(left: Iterable[Section], right: Iterable[Section]) -> tuple[Part, ...]:
    """The parts of two details, in the order of the first one, then those that only the second one has.

    Keys of JSON are put in order before. The raw sources are compared only where an entry is nothing else.
    """
    ours, theirs = _by_key(left), _by_key(right)
    empty = Section("", "", "")
    keys = dict.fromkeys((*ours, *theirs))
    return tuple(_compared(ours.get(key, empty), theirs.get(key, empty)) for key in keys)


def in_words(parts: Sequence[Part]) -> str:
    """What a comparison found, in a few sentences."""
    differing = [part.title for part in parts if part.differs]
    moved = [part.title for part in parts if part.lines and not part.differs]
    same = [part.title for part in parts if not part.lines]
    cut = [part.title for part in parts if part.is_cut]
    if not differing and not moved:
        found = ["They say the same."]
    elif not differing:
        found = ["They are the same apart from ids and times, which are marked with ~."]
    else:
        found = [f"{len(differing)} of {len(parts)} parts differ: {', '.join(differing)}."]
        found += [f"Other ids and times, marked with ~, in: {', '.join(moved)}."] if moved else []
        found += [f"The same in both: {', '.join(same)}."] if same else []
    found += [f"Only the beginning was compared of: {', '.join(cut)}."] if cut else []
    return "\n".join(found)


def _by_key(sections: Iterable[Section]) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in sections:
        if section.key == "raw" and not found.keys() <= _OF_RAW_ROWS:
            break
        if section.key not in _DRAWINGS:
            found[section.key] = section
    return found


def _compared(left: Section, right: Section) -> Part:
    ours, is_left_cut = _text_of(left)
    theirs, is_right_cut = _text_of(right)
    if left.language == right.language == "json":
        ours, theirs = _ordered(ours, theirs)
    is_cut = is_left_cut or is_right_cut
    lines, other_lines = _lines_of(left, ours), _lines_of(right, theirs)
    if max(len(lines), len(other_lines)) > _MOST_LINES:
        lines, other_lines, is_cut = lines[:_MOST_LINES], other_lines[:_MOST_LINES], True
    title = (left.title or right.title).partition(" · ")[0]
    return Part(title, tuple(_difference(lines, other_lines)), is_cut)


def _text_of(section: Section) -> tuple[str, bool]:
    """The text to compare, and whether there is more."""
    text = section.text
    for piece in section.more:
        if len(text) >= _MOST_CHARACTERS:
            return text, True
        text += piece
    return text, False


def _ordered(left: str, right: str) -> tuple[str, str]:
    """Both with their keys in order, or both as they are."""
    ours, theirs = ordered_json(left), ordered_json(right)
    return (left, right) if ours is left or theirs is right else (ours, theirs)


def _lines_of(section: Section, text: str) -> list[str]:
    if not section.key:
        return []
    lines = text.split("\n")
    if section.key == "timing":
        return [phase[1] for line in lines if (phase := _PHASE.fullmatch(line))]
    return lines


def _difference(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """Marked lines with a little of what is the same around them; none when everything is."""
    if left == right:
        return
    marked = list(_marked(left, right))
    near: set[int] = set()
    for place, line in enumerate(marked):
        if line[0] != " ":
            near.update(range(place - _CONTEXT, place + _CONTEXT + 1))
    left_out = 0
    for place, line in enumerate(marked):
        if place in near:
            if left_out:
                yield _more(left_out)
            left_out = 0
            yield line
        else:
            left_out += 1
    if left_out:
        yield _more(left_out)


def _marked(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    done_left = done_right = 0
    runs = equal_runs([*map(without_volatile, left)], [*map(without_volatile, right)])
    for a, b, count in (*runs, (len(left), len(right), 0)):
        yield from (f"- {line}" for line in left[done_left:a])
        yield from (f"+ {line}" for line in right[done_right:b])
        done_left, done_right = a + count, b + count
        for old, new in zip(left[a:done_left], right[b:done_right], strict=True):
            yield f"  {old}" if old == new else f"~ {_both(old, new)}"


def _both(old: str, new: str) -> str:
    """Two lines with another id or time as one: what is the same in front of it is said once."""
    old, new = old.rstrip(), new.rstrip()
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    start = max(old.rfind(" ", 0, same), old.rfind('"', 0, same)) + 1
    return f"{old} → {new[start:].lstrip()}"


def _more(count: int) -> str:
    return f"  … {count:,} more {'line is' if count == 1 else 'lines are'} the same"
