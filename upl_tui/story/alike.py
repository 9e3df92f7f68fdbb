"""Problems that differ in numbers and ids alone are looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upl_tui.story.model import Problem


@dataclass(frozen=True, slots=True)
class Alike:
    """Problems with one pattern, in their rank."""

    problems: tuple[Problem, ...]

    @property
    def lead(self) -> Problem:
        """The one that ranks first: the others are told by it."""
        return self.problems[0]

    @property
    def pattern(self) -> str:
        """What they share; the title of a problem that has no pattern."""
        return self.lead.pattern or self.lead.title

    @property
    def times(self) -> int:
        """How often they happened, all together."""
        return sum(problem.times for problem in self.problems)

    @property
    def first_ms(self) -> float | None:
        """When the first of them happened, ms from the start; None without any time."""
        return min(_known(problem.at_ms for problem in self.problems), default=None)

    @property
    def last_ms(self) -> float | None:
        """When the last of them happened, ms from the start; None without any time."""
        return max(_known(problem.last_ms for problem in self.problems), default=None)


def alike(ranked: Sequence[Problem]) -> list[Alike]:
    """Ranked problems by pattern, each group at the place of its first one."""
    groups: dict[str, list[Problem]] = {}
    for problem in ranked:
        groups.setdefault(problem.pattern or problem.title, []).append(problem)
    return [Alike(tuple(group)) for group in groups.values()]


def _known(moments: Iterable[float | None]) -> list[float]:
    return [moment for moment in moments if moment is not None]
