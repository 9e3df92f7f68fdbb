"""What one run over the logs of a recording finds: made once for all who ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from upl_tui.kinds import Kind
from upl_tui.links.stopping import Stop, never
from upl_tui.log import Log
from upl_tui.model import Recording
from upl_tui.redact import Masker
from upl_tui.story.clicks import Clicks, find_clicks
from upl_tui.story.model import Problem
from upl_tui.story.problems import problems
from upl_tui.story.scene import Scene


@dataclass(frozen=True, slots=True)
class Findings:
    """The logs with their links, and the clicks that tell of trouble."""

    scene: Scene
    clicks: Clicks

    @classmethod
    def of(
        cls,
        logs: Mapping[Kind, Log],
        recording: Recording | None = None,
        masker: Masker | None = None,
        dead_after_ms: float | None = None,
        stop: Stop = never,
    ) -> Findings:
        """Link the logs and look at the clicks; `dead_after_ms` as for `find_clicks`. Raises `Stopped`."""
        scene = Scene.of(logs, recording, masker, stop)
        return cls(scene, find_clicks(scene, dead_after_ms, stop))

    def are_of(self, logs: Mapping[Kind, Log]) -> bool:
        """Whether they were made from exactly these logs."""
        return self.scene.logs == logs

    def masked_by(self, masker: Masker) -> Findings:
        """The same findings, told through another masker; nothing is linked for it."""
        return replace(self, scene=replace(self.scene, masker=masker))

    def problems(self, stop: Stop = never) -> list[Problem]:
        """All problems, ranked. Raises `Stopped`."""
        return problems(self.scene, self.clicks, stop)
