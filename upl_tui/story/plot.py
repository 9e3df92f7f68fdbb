"""A story in the making: steps are added rule by rule, the first rule that brings an entry in has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from upl_tui.kinds import Kind
from upl_tui.links import Link
from upl_tui.links.requests import Brief
from upl_tui.story.model import Role, Step
from upl_tui.story.scene import Scene, name_of
from upl_tui.story.words import words

_KINDS = {Kind.ACTION: 0, Kind.NETWORK: 1, Kind.CONSOLE: 2}
"""Order of entries at the same moment: a deed, the request that it starts, what the console says of it."""


@dataclass(slots=True)
class Plot:
    """What a story is about, and its steps so far."""

    scene: Scene
    kind: Kind
    row: int
    """The entry that was asked about."""
    request: Link | None = None
    """The request that it is about, if any."""
    deed: Link | None = None
    """The first action of the deed that it came from, if any."""
    _steps: dict[tuple[Kind, int], Step] = field(default_factory=dict)

    def add(self, link: Link, role: Role, also: tuple[Link, ...] = ()) -> None:
        """Add an entry and those that tell the same; what is in the story already stays as it is."""
        if (link.kind, link.row) in self:
            return
        others = [other for other in also if (other.kind, other.row) not in self]
        self._steps[link.kind, link.row] = Step(
            name_of(link.kind, link.row),
            link.kind,
            self.at(link.kind, link.row),
            words(self.scene, link.kind, link.row),
            link.rule.name,
            role,
            link.rule.sure,
            tuple(other.id for other in others),
        )

    def __contains__(self, entry: tuple[Kind, int]) -> bool:
        name = name_of(*entry)
        return entry in self._steps or any(name in step.also for step in self._steps.values())

    def at(self, kind: Kind, row: int) -> float | None:
        """Time of an entry on the clock of the story, None when it is on none or on another one."""
        same = kind is self.kind or self.scene.links.clocks.comparable(kind, self.kind)
        return self.scene.at(kind, row) if same else None

    def brief(self) -> Brief | None:
        """The request that the story is about."""
        return self.scene.links.requests.brief(self.request.row) if self.request else None

    @property
    def failed_at(self) -> float | None:
        """When it had gone wrong: the end of the request, else the entry's own time."""
        brief = self.brief()
        if brief is not None and brief.end < inf:
            return brief.end
        return self.scene.at(Kind.NETWORK, self.request.row) if self.request else self.at(self.kind, self.row)

    @property
    def clock(self) -> Kind:
        """The log whose clock `failed_at` is on."""
        return Kind.NETWORK if self.request else self.kind

    def steps(self) -> tuple[Step, ...]:
        """The steps in order of time, those without a time last."""

        def order(item: tuple[tuple[Kind, int], Step]) -> tuple[bool, float, int, int]:
            (kind, row), step = item
            return step.at_ms is None, step.at_ms or 0.0, _KINDS[kind], row

        return tuple(step for _, step in sorted(self._steps.items(), key=order))
