"""``story``: what failed in a recording, and the chain of one failure with the rule behind every step."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from upl_tui.clock import format_offset
from upl_tui.errors import ExitCode, UsageError
from upl_tui.loader import RecordingSource
from upl_tui.model import PART_OF_KIND, Kind
from upl_tui.redact import Masker
from upl_tui.safe_text import visible
from upl_tui.session import Session
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.story import Alike, Findings, Problem, Step, Story, alike, rules_text, tell
from upl_tui.target import parse_target
from upl_tui.verbs.collect import load_log
from upl_tui.verbs.output import JSON_VERSION, account_json, json_text, recording_json, say, table_text, write

_MOST_PROBLEMS = 20
"""Problems that text and Markdown list; JSON has them all."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Print one story and all problems, or the rules.

    The exit code is 3 when a log could not be had whole, or when there is none.
    """
    if arguments.rules:
        write(rules_text(), arguments.output, force=arguments.force)
        return ExitCode.OK
    if not arguments.target:
        raise UsageError("Whose story? Name a recording.", "Or see the rules alone: upl-tui story --rules.")
    source = open_source(parse_target(arguments.target, settings.workspace), settings)
    session = asyncio.run(collect(source))
    masker = Masker(reveal=arguments.reveal)
    found = Findings.of(session.logs, session.recording, masker, settings.dead_click_ms)
    ranked = found.problems()
    story = tell(found.scene, arguments.id or ranked[0]) if arguments.id or ranked else None
    told = _Told(session, ranked, story, found.clicks.unclear, masker)
    write(_FORMATS[arguments.format](told), arguments.output, force=arguments.force)
    _talk(told)
    had = session.logs and all(not state.is_error and state.whole for state in session.parts.values())
    return ExitCode.OK if had else ExitCode.UNAVAILABLE


async def collect(source: RecordingSource) -> Session:
    """The detail and the three logs. A log that cannot be had is a state; a recording is an error."""
    async with source:
        recording = await source.recording()
        session = Session(recording)
        for kind in Kind:
            log, state = await load_log(source, kind, recording)
            session.parts[PART_OF_KIND[kind]] = state
            if log is not None:
                session.logs[kind] = log
    return session


@dataclass(frozen=True, slots=True)
class _Told:
    """Everything that is printed."""

    session: Session
    ranked: list[Problem]
    story: Story | None
    unclear: tuple[str, ...]
    masker: Masker


def _as_text(told: _Told) -> str:
    lines = _story_lines(told.story) if told.story is not None else []
    lines.append("1 problem" if len(told.ranked) == 1 else f"{len(told.ranked)} problems")
    groups = alike(told.ranked)
    for group in groups[:_MOST_PROBLEMS]:
        problem = group.lead
        lines.append(f"  {problem.score:>4}  {_time(problem.at_ms):>9}  {visible(problem.title)}")
        lines.append(f"        {_names(problem)}: {', '.join(problem.reasons)}")
        lines += [f"        {more}" for more in _more_alike(group)]
    if left := sum(len(group.problems) for group in groups[_MOST_PROBLEMS:]):
        lines.append(f"  and {left} more: --format json lists them all")
    return "\n".join(lines) + "\n"


def _story_lines(story: Story) -> list[str]:
    table = table_text([_cells(step) for step in story.steps]) if story.steps else ""
    steps = [f"  {line}" for line in table.split("\n") if line]
    unclear = [f"  unclear: {visible(sentence)}" for sentence in story.unclear]
    return [f"The story of {story.subject}", *steps, *unclear, ""]


def _cells(step: Step) -> tuple[str, ...]:
    also = f" (also {', '.join(step.also)})" if step.also else ""
    rule = step.rule + ("" if step.sure else "?")
    return _time(step.at_ms), step.id, step.role.value, rule, visible(step.text) + also


def _as_markdown(told: _Told) -> str:
    recording = told.session.recording
    title = recording.link.title if recording and recording.link and recording.link.title else ""
    lines = [f"# {_plain(title or 'Failure story')}", ""]
    if told.story is not None:
        lines += [f"## The story of {told.story.subject}", "", "| Time | Entry | Role | What | Rule |"]
        lines.append("| ---: | --- | --- | --- | --- |")
        for step in told.story.steps:
            time, name, role, rule, text = _cells(step)
            lines.append(f"| {time} | {name} | {role} | {_plain(text)} | {rule} |")
        lines += ["", *(f"- Unclear: {_plain(sentence)}" for sentence in told.story.unclear), ""]
    lines += ["## Problems", ""]
    groups = alike(told.ranked)
    for number, group in enumerate(groups[:_MOST_PROBLEMS], 1):
        problem = group.lead
        lines.append(f"{number}. {_plain(problem.title)} ({_names(problem)}, {_time(problem.at_ms)})")
        lines.append(f"   - {problem.score} points: {', '.join(problem.reasons)}")
        lines += [f"   - {_plain(more)}" for more in _more_alike(group)]
    if left := sum(len(group.problems) for group in groups[_MOST_PROBLEMS:]):
        lines.append(f"\n{left} more problems are left out here.")
    return "\n".join(lines) + "\n"


def _more_alike(group: Alike) -> list[str]:
    """A line on the problems that are told by the first of their kind."""
    more = len(group.problems) - 1
    if not more:
        return []
    last = f", the last at {_time(group.last_ms)}" if group.last_ms is not None else ""
    return [f"{more} more like it, {group.times} times in all{last}"]


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, f"\\{sign}")
    return visible(text)


def _as_json(told: _Told) -> str:
    session = told.session
    return json_text(
        {
            "version": JSON_VERSION,
            "recording": recording_json(session.recording),
            "source": {kind.value: account_json(log.account) for kind, log in session.logs.items()},
            "problems": [problem_json(problem) for problem in told.ranked],
            "story": None if told.story is None else story_json(told.story),
            "masked": not told.masker.reveal,
            "masked_values": dict(told.masker.masked),
            "warnings": [*told.unclear, *(str(state) for state in session.parts.values() if state.title)],
        }
    )


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as an object of the JSON output."""
    return {
        "ids": list(problem.ids),
        "at_ms": problem.at_ms,
        "score": problem.score,
        "reasons": list(problem.reasons),
        "title": problem.title,
        "pattern": problem.pattern,
        "times": problem.times,
        "last_at_ms": problem.last_ms,
    }


def story_json(story: Story) -> dict[str, Any]:
    """A story as an object of the JSON output."""
    steps = [
        {
            "id": step.id,
            "kind": step.kind.value,
            "at_ms": step.at_ms,
            "role": step.role.value,
            "text": step.text,
            "rule": step.rule,
            "sure": step.sure,
            "also": list(step.also),
        }
        for step in story.steps
    ]
    return {"subject": story.subject, "steps": steps, "unclear": list(story.unclear)}


_FORMATS = {"text": _as_text, "json": _as_json, "md": _as_markdown}


def _time(at_ms: float | None) -> str:
    return format_offset(at_ms)


def _names(problem: Problem) -> str:
    shown = ", ".join(problem.ids[:6])
    return f"{shown} and {len(problem.ids) - 6} more" if len(problem.ids) > 6 else shown


def _talk(told: _Told) -> None:
    if told.masker.reveal:
        say("upl-tui: secrets are shown (--reveal).")
    for state in told.session.parts.values():
        if state.title:
            say(f"upl-tui: {visible(str(state))}")
    for sentence in told.unclear:
        say(f"upl-tui: {visible(sentence)}")
