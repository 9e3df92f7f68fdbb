"""The bug report: whole for the demo's order, honest about what it cannot know, free of secrets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.factories import action, console, log, network
from upl_tui.bundle import open_path
from upl_tui.entries import Element
from upl_tui.errors import UsageError
from upl_tui.export.report import report
from upl_tui.export.report_text import report_markdown
from upl_tui.marks import Marks
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.verbs.report import collect

MARKS = {
    Kind.NETWORK: Marks(frozenset({"N44", "N999"}), {"N44": "the *gateway*, see token=abcdef0123456789"}),
    Kind.ACTION: Marks(notes={"A49": "pressed once"}),
}


def recorded(path: Path) -> Session:
    return asyncio.run(collect(open_path(path)))


def text(session: Session, subject: str = "", *, reveal: bool = False) -> str:
    return report_markdown(report(session, Masker(reveal=reveal), subject))


def test_report_of_the_order_is_the_expected_one_to_the_byte(data: Path) -> None:
    session = recorded(data / "capture")

    made = report_markdown(report(session, Masker(), marks=MARKS))

    assert made == (data / "reports" / "order.md").read_text()
    assert made == report_markdown(report(recorded(data / "capture"), Masker(), marks=MARKS))


def test_evidence_is_about_the_entry_that_was_asked_for(data: Path) -> None:
    made = report(recorded(data / "capture"), Masker(), "C65")

    assert made.story is not None
    assert made.story.subject == "C65"
    assert (made.evidence.request, made.evidence.message) == ("", "C65")
    assert "focus" in made.evidence.said


def test_id_that_is_not_there_is_a_sentence(data: Path) -> None:
    with pytest.raises(UsageError, match="N99"):
        report(recorded(data / "stories" / "order"), Masker(), "N99")


def test_steps_end_at_the_problem(data: Path) -> None:
    session = recorded(data / "capture")
    first, last = text(session, "N32"), text(session, "N44")

    assert "Show reviews" in first
    assert "Place order" not in first.partition("## Steps")[2]
    assert "Place order" in last.partition("## Steps")[2].partition("## Evidence")[0]


def test_problem_without_a_time_has_all_steps_and_says_so() -> None:
    button = Element(tag="button")
    logs = {
        Kind.ACTION: log(Kind.ACTION, [action("clicked Pay", at_ms=5.0, label="Pay", element=button)]),
        Kind.CONSOLE: log(Kind.CONSOLE, [console("Error: boom", at_ms=None)]),
    }

    made = text(Session(None, logs), "C1")

    assert "1. Click Pay" in made
    assert "how many of them came before C1 is not known" in made


def test_recorded_text_is_no_markup_and_no_fence_can_be_closed_from_inside() -> None:
    hostile = "boom <img src=x> | `a` [b](c)\n````\n# head\u202e"
    made = text(Session(None, {Kind.CONSOLE: log(Kind.CONSOLE, [console(hostile, at_ms=1.0)])}), "C1")

    outside, fence, inside = made.partition("`````\n")
    assert fence
    assert outside.count("<img") == outside.count("\\<img") == 1
    assert "````\n# head" in inside
    assert "\u202e" not in made


def test_long_answer_is_cut_and_says_so() -> None:
    said = console("\n".join(f"line {number}" for number in range(100)), at_ms=1.0)

    made = text(Session(None, {Kind.CONSOLE: log(Kind.CONSOLE, [said])}), "C1")

    assert "line 19\n(cut)\n" in made
    assert "line 20" not in made.partition("### Console")[2]


def test_recording_without_problems_is_a_report_too() -> None:
    made = text(Session(None, {Kind.NETWORK: log(Kind.NETWORK, [network(at_ms=1.0, status=200)])}))

    assert "## Evidence" not in made
    assert made.startswith("# Browser session recording")
    assert "- Masked: nothing." in made


def secrets_of(har: Any) -> Iterator[str]:
    """Values of cookies and of authorization as the file has them, found without the program."""
    for entry in har["log"]["entries"]:
        for side in (entry["request"], entry["response"]):
            yield from (cookie["value"] for cookie in side["cookies"])
            for header in side["headers"]:
                if header["name"].lower() == "authorization":
                    yield header["value"].rpartition(" ")[2]


@pytest.mark.parametrize("subject", ["", "N17", "N21", "N36", "N43", "N45", "C35", "A35", "A38"])
def test_no_secret_of_the_demo_is_in_a_report(data: Path, subject: str) -> None:
    har = json.loads((data / "capture" / "network.har.json").read_bytes())
    secrets = {value for value in secrets_of(har) if len(value) > 8}
    session = recorded(data / "capture")

    made = report(session, Masker(), subject)
    shown = report_markdown(made) + json.dumps(asdict(made), default=str)

    assert secrets
    assert not [secret for secret in secrets if secret in shown]
    assert any(secret in text(session, "N36", reveal=True) for secret in secrets)
