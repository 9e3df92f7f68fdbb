"""A rule that links two entries, and a link that it made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from upl_tui.entries import entry_id
from upl_tui.kinds import Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which entries belong together, as written in the help."""

    name: str
    sentence: str
    """What has to hold; ``{window}`` stands for `window_ms` in words."""
    window_ms: float | None = None
    """Most milliseconds between the two entries, None when time plays no part."""
    sure: bool = True
    """False when only the time speaks for it: then it is likely, and no more."""

    @property
    def definition(self) -> str:
        """The sentence with its limit filled in."""
        window = self.window_ms
        if window is None:
            return self.sentence
        words = f"{window / 1000:g} s" if window >= 1000 else f"{window:g} ms"
        return self.sentence.format(window=words)


class Link(NamedTuple):
    """An entry that another one belongs to, and the rule that says so."""

    kind: Kind
    row: int
    rule: Rule

    @property
    def id(self) -> str:
        """Name of the linked entry, such as ``N44``."""
        return entry_id(self.kind, self.row)
