"""A bug report as Markdown for a ticket."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from upl_tui.clock import format_offset
from upl_tui.export.har import masked_words
from upl_tui.export.layout import fenced
from upl_tui.export.markdown import escaped
from upl_tui.export.report import Evidence, Remark, Report
from upl_tui.export.story_text import story_lines
from upl_tui.model import PART_OF_KIND
from upl_tui.story import Problem, Story, alike

_MOST_PROBLEMS = 10
_MOST_CHARACTERS = 4_000
_MOST_LINES = 20
"""Of a response, a message or a stack; the recording has the rest."""
_MOST_REMARK = 200


def report_markdown(report: Report) -> str:
    """The report in sections; recorded text in it is no markup."""
    sections = (
        ("", _opening(report)),
        ("Captured", _captured(report)),
        (_counted(len(report.problems), "problem"), _problems(report.problems)),
        (f"What happened around {report.story.subject}" if report.story else "", _story(report.story)),
        ("Steps to reproduce", _steps(report)),
        ("Evidence", _evidence(report.evidence)),
        ("Marks and notes", _remarks(report.remarks)),
        ("How this was read", _reading(report)),
    )
    blocks = []
    for title, lines in sections:
        text = "\n".join(lines).rstrip()
        blocks += [f"## {title}\n\n{text}\n" if title else f"{text}\n"] if text else []
    return "\n".join(blocks)


def _opening(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title or 'Browser session recording')}"
    yield ""
    recording = report.recording
    facts = {
        "Recording": report.link or (escaped(recording.id) if recording else ""),
        "Started": "",
        "Length": "",
        "Page": escaped(report.page),
    }
    if recording is not None and recording.started_at is not None:
        facts["Started"] = f"{recording.started_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    if recording is not None and recording.duration_ms is not None:
        facts["Length"] = format_offset(recording.duration_ms)
    yield from (f"- {name}: {value}" for name, value in facts.items() if value)


def _captured(report: Report) -> Iterator[str]:
    counts = {PART_OF_KIND[count.kind].label.capitalize(): count for count in report.counts}
    for line in report.captured:
        words = escaped(line.value)
        if (count := counts.get(line.label)) is not None:
            words += f": {_counted(count.errors, 'error')}, {_counted(count.warnings, 'warning')}"
        yield f"- {line.label}: {words}"


def _problems(problems: tuple[Problem, ...]) -> Iterator[str]:
    groups = alike(problems)
    for number, group in enumerate(groups[:_MOST_PROBLEMS], 1):
        lead, more = group.lead, len(group.problems) - 1
        also = f" and {more:,} more like it" if more else ""
        yield f"{number}. {escaped(lead.title)} ({lead.ids[0]}, {format_offset(lead.at_ms)}){also}"
    if left := sum(len(group.problems) for group in groups[_MOST_PROBLEMS:]):
        yield f"\n{left:,} more are left out here."


def _story(story: Story | None) -> Iterator[str]:
    if story is not None:
        yield from story_lines(story)


def _steps(report: Report) -> Iterator[str]:
    if report.steps:
        yield report.steps
    elif report.counts:
        yield "No action of the user is recorded before this."


def _evidence(evidence: Evidence) -> Iterator[str]:
    if evidence.request:
        yield f"### Request {evidence.request}\n"
        yield evidence.row
        if evidence.command:
            yield fenced(evidence.command.rstrip("\n"), _MOST_CHARACTERS, language="sh")
        if evidence.response:
            yield "The answer:\n"
            yield fenced(evidence.response, _MOST_CHARACTERS, _MOST_LINES)
    if evidence.message:
        yield f"### Console {evidence.message}\n"
        yield fenced(evidence.said, _MOST_CHARACTERS, _MOST_LINES)
        if evidence.stack:
            yield "Its stack:\n"
            yield fenced(evidence.stack, _MOST_CHARACTERS, _MOST_LINES)


def _remarks(remarks: tuple[Remark, ...]) -> Iterator[str]:
    for remark in remarks:
        what = remark.what[:_MOST_REMARK]
        note = f": {escaped(remark.note)}" if remark.note else ""
        yield f"- {remark.id}{' (marked)' if remark.marked else ''}{note}, on {escaped(what)}"


def _reading(report: Report) -> Iterator[str]:
    for line in report.reading:
        yield f"- {line.label + ': ' if line.label else ''}{escaped(line.value)}"
    yield from (f"- {escaped(doubt)}" for doubt in report.doubts)
    masked = escaped(masked_words(report.masked)) or "nothing"
    yield "- Secrets are shown." if report.revealed else f"- Masked: {masked}."


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
