"""What one run over the logs finds is found once, and can be stopped at any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

import pytest

from tests.story.scenes import demo
from upl_tui.cli import main
from upl_tui.kinds import Kind
from upl_tui.links import Links
from upl_tui.links.stopping import Stopped
from upl_tui.log import Log
from upl_tui.redact import Masker
from upl_tui.story import Findings

link = Links.of


@pytest.mark.parametrize(
    "command", [["story", "demo"], ["report", "demo"], ["actions", "demo", "--filter", "is:dead"]]
)
def test_command_links_the_logs_once(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def counted(logs: Mapping[Kind, Log], stop: Callable[[], bool]) -> Links:
        runs.append(len(logs))
        return link(logs, stop)

    monkeypatch.setattr(Links, "of", counted)

    assert main(command) == 0

    assert runs == [3]


def test_findings_told_through_another_masker_are_the_same() -> None:
    found = Findings.of(demo().logs)

    revealed = found.masked_by(Masker(reveal=True))

    assert revealed.scene.links is found.scene.links
    assert [one.ids for one in revealed.problems()] == [one.ids for one in found.problems()]


def test_run_that_is_stopped_at_any_moment_ends_there() -> None:
    logs = demo().logs
    asked = count()
    Findings.of(logs, stop=lambda: next(asked) < 0).problems(lambda: next(asked) < 0)
    questions = next(asked)

    for moment in range(0, questions, 7):
        passed = count()

        def stop(passed: count[int] = passed, moment: int = moment) -> bool:
            return next(passed) >= moment

        with pytest.raises(Stopped):
            Findings.of(logs, stop=stop).problems(stop)
        assert next(passed) == moment + 1
