"""What a bug report says of a recording: its counts, one story, the steps to it, and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, Severity
from upl_tui.export.curl import curl
from upl_tui.export.markdown import markdown
from upl_tui.export.picked import Picked, spec_of
from upl_tui.export.places import player_url
from upl_tui.info import Line, info_groups, recording_title
from upl_tui.kinds import Kind
from upl_tui.links.stopping import Stop, never
from upl_tui.log import Log
from upl_tui.logs.requests import page_of
from upl_tui.logs.steps import steps
from upl_tui.marks import Marks
from upl_tui.model import Recording
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.story import Findings, Problem, Scene, Story, tell
from upl_tui.story.model import Role
from upl_tui.story.tell import find

_TOLD_BY_REQUEST = (Role.FAILURE, Role.SUBJECT)
_TOLD_BY_CONSOLE = (Role.FAILURE, Role.SUBJECT, Role.SEEN, Role.CONSEQUENCE)
_STACKS = ("own-stack", "stack")
"""Sections of a message that are its stack, the best one first."""
_BEHIND = frozenset({"timing", "other", "raw"})
"""Sections that come after all those of a report."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries a log has, and how many of them are problems."""

    kind: Kind
    entries: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entries that prove a problem; texts are masked, not yet made safe, empty where there is none."""

    request: str = ""
    """Id of the request that failed."""
    row: str = ""
    """It as a Markdown table."""
    command: str = ""
    """It as a cURL command."""
    response: str = ""
    message: str = ""
    """Id of the console entry that tells the failure."""
    said: str = ""
    stack: str = ""
    """Its stack, folded to the page's own code where that leaves some out."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A person's mark or note on an entry."""

    id: str
    marked: bool
    note: str
    what: str
    """The entry in one line."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says. Texts are masked, not yet made safe."""

    title: str
    recording: Recording | None
    link: str
    """Page of the recording; empty for files."""
    page: str
    """Address of the page that the story is about, else of the recording's domain."""
    captured: tuple[Line, ...] = ()
    """Each part of the recording, and whether it is there."""
    reading: tuple[Line, ...] = ()
    """What was noticed when the files were read."""
    counts: tuple[Count, ...] = ()
    problems: tuple[Problem, ...] = ()
    story: Story | None = None
    steps: str = ""
    """Numbered Markdown."""
    doubts: tuple[str, ...] = ()
    """Sentences on what the clocks of the logs leave open."""
    evidence: Evidence = Evidence()
    remarks: tuple[Remark, ...] = ()
    revealed: bool = False
    masked: dict[str, int] = field(default_factory=dict)
    """What was masked above, and how often."""


def report(
    session: Session,
    masker: Masker,
    subject: str = "",
    marks: Mapping[Kind, Marks] | None = None,
    dead_after_ms: float | None = None,
    found: Findings | None = None,
    stop: Stop = never,
) -> Report:
    """The report on an entry by its id, or on the first problem. The same recording gives the same one.

    `found` is what is known of the session's logs already. Raises `UsageError` for an id that is not there,
    and `Stopped`.
    """
    recording, logs = session.recording, session.logs
    found = found.masked_by(masker) if found else Findings.of(logs, recording, masker, dead_after_ms, stop)
    scene, clicks = found.scene, found.clicks
    ranked = tuple(found.problems(stop))
    story = tell(scene, subject or ranked[0]) if subject or ranked else None
    done, doubt = _steps(scene, story)
    groups = {group.title: group.lines for group in info_groups(session, masker)}
    return Report(
        masker.text(recording_title(recording)),
        recording,
        player_url(recording),
        _page(scene, story),
        groups.get("Captured", ()),
        groups.get("How the files were read", ()),
        tuple(_count(log) for _, log in sorted(logs.items())),
        ranked,
        story,
        done,
        tuple(dict.fromkeys(filter(None, (doubt, *clicks.unclear)))),
        _evidence(scene, session, story),
        tuple(_remarks(logs, marks or {}, masker)),
        masker.reveal,
        masker.masked,
    )


def _count(log: Log) -> Count:
    errors = log.count(Severity.ERROR) + log.count(Severity.FATAL)
    return Count(log.kind, len(log), errors, log.count(Severity.WARN))


def _page(scene: Scene, story: Story | None) -> str:
    if story is not None:
        kind, row = find(scene, story.subject)
        if url := _page_of(scene.entry(kind, row)):
            return scene.masker.url(url)
    domain = scene.recording.domain if scene.recording is not None else None
    return scene.masker.url(domain.url) if domain is not None else ""


def _page_of(entry: Entry) -> str:
    match entry:
        case NetworkEntry():
            return page_of(entry)
        case ConsoleEntry():
            return entry.page_url
        case ActionEntry():
            return entry.to_url or entry.url
    return ""


def _steps(scene: Scene, story: Story | None) -> tuple[str, str]:
    """What the user did up to the story's entry, and a sentence when its place among that is unknown."""
    actions = scene.logs.get(Kind.ACTION)
    if actions is None:
        return "", ""
    rows: Sequence[int] = actions.chronological()
    if story is None:
        return steps(actions, rows, scene.masker), ""
    kind, subject = find(scene, story.subject)
    if kind is Kind.ACTION:
        rows = list(rows)
        return steps(actions, rows[: rows.index(subject) + 1], scene.masker), ""
    moment = scene.at(kind, subject)
    if moment is None or not scene.links.clocks.comparable(kind, Kind.ACTION):
        doubt = f"These are all steps: how many of them came before {story.subject} is not known."
        return steps(actions, rows, scene.masker), doubt
    before = [row for row in rows if isnan(actions.at[row]) or actions.at[row] <= moment]
    return steps(actions, before, scene.masker), ""


def _evidence(scene: Scene, session: Session, story: Story | None) -> Evidence:
    if story is None:
        return Evidence()
    request = _first(story, Kind.NETWORK, _TOLD_BY_REQUEST)
    message = _first(story, Kind.CONSOLE, _TOLD_BY_CONSOLE)
    row = command = response = said = stack = ""
    if request:
        picked = Picked(log := scene.logs[Kind.NETWORK], [find(scene, request)[1]], session)
        row = markdown(picked, scene.masker).text
        command = curl(picked, scene.masker).text
        response = _sections(log, picked.rows[0], scene.masker, "response").get("response", "")
    if message:
        log = scene.logs[Kind.CONSOLE]
        found = _sections(log, find(scene, message)[1], scene.masker, "message", *_STACKS)
        said = found.get("message", "")
        stack = next((found[key] for key in _STACKS if key in found), "")
    return Evidence(request, row, command, response, message, said, stack)


def _first(story: Story, kind: Kind, roles: Sequence[Role]) -> str:
    """Id of the story's own entry of a kind, else of its first step that proves the problem."""
    fitting = [step for step in story.steps if step.kind is kind and step.role in roles]
    own = (step.id for step in fitting if story.subject in (step.id, *step.also))
    return next(own, "") or next((step.id for step in fitting), "")


def _sections(log: Log, row: int, masker: Masker, *keys: str) -> dict[str, str]:
    """Texts of sections of the detail, by key; those behind them are not made."""
    found: dict[str, str] = {}
    for section in spec_of(log).sections(log.entry(row), log.source(row), masker):
        if section.key in _BEHIND:
            break
        if section.key in keys and section.text:
            found.setdefault(section.key, section.text)
        if len(found) == len(keys):
            break
    return found


def _remarks(logs: Mapping[Kind, Log], marks: Mapping[Kind, Marks], masker: Masker) -> Iterable[Remark]:
    for kind, log in sorted(logs.items()):
        kept = marks.get(kind, Marks())
        rows = {log.row_of(name) for name in (*kept.marked, *kept.notes)}
        for row in sorted(row for row in rows if row is not None):
            name = log.id(row)
            note = masker.text(kept.notes.get(name, ""))
            yield Remark(name, name in kept.marked, note, masker.text(log.texts[row]))
