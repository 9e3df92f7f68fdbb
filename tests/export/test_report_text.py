"""What the words of a report make of its facts."""

from __future__ import annotations

from upl_tui.export.report import Count, Report
from upl_tui.export.report_text import report_markdown
from upl_tui.info import Line
from upl_tui.model import Kind
from upl_tui.story import Problem


def made(**facts: object) -> str:
    return report_markdown(Report("Title", None, "", "", **facts))  # type: ignore[arg-type]


def test_counts_stand_behind_the_part_they_are_of() -> None:
    lines = (Line("Video", "available"), Line("Console log", "7 entries"))

    text = made(captured=lines, counts=(Count(Kind.CONSOLE, 7, 1, 2),))

    assert "- Video: available\n" in text
    assert "- Console log: 7 entries: 1 error, 2 warnings\n" in text


def test_many_problems_are_counted_and_the_first_ones_listed() -> None:
    problems = tuple(Problem((f"N{number}",), 1, (), f"failure {number}") for number in range(1, 31))

    text = made(problems=problems)

    assert "## 30 problems" in text
    assert "10. failure 10 (N10" in text
    assert "failure 11" not in text
    assert "20 more are left out here." in text


def test_revealed_report_says_that_secrets_are_shown() -> None:
    assert "- Secrets are shown." in made(revealed=True)
