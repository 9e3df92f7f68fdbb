"""The problems of a recording, the one that deserves a look first on top, with the reasons for its place."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.entries import NetworkEntry, Severity
from upl_tui.kinds import Kind
from upl_tui.links.joins import is_preflight
from upl_tui.links.mentions import error_of
from upl_tui.links.requests import Brief
from upl_tui.links.rules import PREFLIGHT
from upl_tui.links.stopping import Stop, never, stoppable
from upl_tui.logs.units import format_duration
from upl_tui.story import rules
from upl_tui.story.causes import is_bad, request_behind
from upl_tui.story.clicks import Clicks, find_clicks
from upl_tui.story.model import Problem
from upl_tui.story.scene import Scene, name_of
from upl_tui.story.score import Score, score_clicks, score_console, score_request
from upl_tui.story.words import error_pattern, request_pattern, words

_STREAMS = frozenset({"websocket", "eventsource", "media"})
_MOST_IDS = 200
"""Entries that a problem lists; the more often it happened, the less the last ones say."""

_SLOW = "slow"

Group = list[int]


def problems(scene: Scene, clicks: Clicks | None = None, stop: Stop = never) -> list[Problem]:
    """All problems of a recording, ranked: by score, then by time, then by id. Raises `Stopped`."""
    clicks = clicks or find_clicks(scene, stop=stop)
    angry = frozenset(row for run in clicks.rage for row in run)
    found = [*_of_requests(scene, angry, stop), *_of_console(scene, angry, stop)]
    blamed = {name for problem in found for name in problem.ids}
    found += _of_slowness(scene, blamed, stop)
    found += _of_rage(scene, clicks, found)
    return sorted(found, key=_rank)


def _rank(problem: Problem) -> tuple[int, bool, float, str, int]:
    lead = problem.ids[0]
    return -problem.score, problem.at_ms is None, problem.at_ms or 0.0, lead[0], int(lead[1:])


def _of_requests(scene: Scene, angry: frozenset[int], stop: Stop) -> Iterator[Problem]:
    """Failed requests; the same one again is the same problem, and so is its preflight."""
    log, groups = scene.logs.get(Kind.NETWORK), dict[tuple[object, ...], Group]()
    if log is None:
        return
    suspects = [row for row, severity in enumerate(log.severities) if severity >= Severity.WARN]
    for row in stoppable(suspects, stop):
        brief = scene.links.requests.brief(row)
        if brief is not None and is_bad(scene, row) and not _asks_for_bad(scene, brief, row):
            key = (brief.method, brief.url.partition("?")[0], brief.state, brief.status)
            groups.setdefault(key, []).append(row)
    told = _told_by_console(scene, stop)
    for rows in stoppable(groups.values(), stop):
        joined = [link.id for row in rows for link in scene.links.joined(row) if is_bad(scene, link.row)]
        seen = [name_of(Kind.CONSOLE, console) for row in rows for console in told.get(row, ())]
        yield _problem(
            scene, Kind.NETWORK, rows, score_request(scene, rows, angry, bool(seen)), joined + seen
        )


def _asks_for_bad(scene: Scene, brief: Brief, row: int) -> bool:
    """Whether a request is the preflight of one that failed: then that is the problem."""
    if not is_preflight(brief):
        return False
    return any(link.rule is PREFLIGHT and is_bad(scene, link.row) for link in scene.links.joined(row))


def _told_by_console(scene: Scene, stop: Stop) -> dict[int, list[int]]:
    """For each failed request the warnings and errors of the console that come from it."""
    log, told = scene.logs.get(Kind.CONSOLE), dict[int, list[int]]()
    for row, severity in stoppable(enumerate(log.severities if log is not None else ()), stop):
        link = request_behind(scene, row) if severity >= Severity.WARN else None
        if link is not None and is_bad(scene, link.row):
            told.setdefault(link.row, []).append(row)
    return told


def _of_console(scene: Scene, angry: frozenset[int], stop: Stop) -> Iterator[Problem]:
    """Errors in the console that come from no failed request; the same error again is the same problem."""
    log, groups = scene.logs.get(Kind.CONSOLE), dict[str, Group]()
    if log is None:
        return
    for row, severity in stoppable(enumerate(log.severities), stop):
        if severity >= Severity.ERROR:
            link = request_behind(scene, row)
            if link is None or not is_bad(scene, link.row):
                groups.setdefault(error_of(log.texts[row]), []).append(row)
    for rows in stoppable(groups.values(), stop):
        first = [row for row in rows if row == min((row, *scene.links.same_failure(row)))] or rows[:1]
        seen = [name_of(Kind.CONSOLE, row) for row in rows if row not in first]
        yield _problem(scene, Kind.CONSOLE, first, score_console(scene, first, angry), seen)


def _of_slowness(scene: Scene, blamed: set[str], stop: Stop) -> Iterator[Problem]:
    """Requests of a deed that took too long."""
    if Kind.NETWORK not in scene.logs:
        return
    least = rules.SLOW_ANSWER.window_ms or 0.0
    for deed in stoppable(scene.links.deeds.rows, stop):
        for link in scene.links.requests_of(deed):
            brief = scene.links.requests.brief(link.row)
            if brief is None or brief.end - brief.at < least or brief.type in _STREAMS or link.id in blamed:
                continue
            entry = scene.entry(Kind.NETWORK, link.row)
            if isinstance(entry, NetworkEntry) and not scene.is_foreign(entry):
                score = Score()
                score.add(20, f"slow: {format_duration(brief.end - brief.at)}")
                if scene.links.deeds.kinds[deed] != "navigation":
                    score.add(15, "a user action started it")
                pattern = request_pattern(entry, scene.masker, scene, _SLOW)
                yield _problem(scene, Kind.NETWORK, [link.row], score, pattern=pattern)


def _of_rage(scene: Scene, clicks: Clicks, found: list[Problem]) -> Iterator[Problem]:
    """Rage clicks that no other problem accounts for."""
    known = {
        link.row
        for problem in found
        for name in problem.ids
        for link in [scene.links.action_of(*_place(name))]
        if link is not None
    }
    for run in clicks.rage:
        if known.isdisjoint(run):
            yield _problem(scene, Kind.ACTION, list(run), score_clicks(run))


def _problem(
    scene: Scene, kind: Kind, rows: Group, score: Score, seen: list[str] | None = None, pattern: str = ""
) -> Problem:
    names = [name_of(kind, row) for row in rows[:_MOST_IDS]] + (seen or [])[:_MOST_IDS]
    times = f" ({len(rows)} times)" if len(rows) > 1 else ""
    title = words(scene, kind, rows[0])
    return Problem(
        tuple(dict.fromkeys(names)),
        score.total,
        tuple(score.reasons),
        title + times,
        scene.at(kind, rows[0]),
        max((at for row in rows if (at := scene.at(kind, row)) is not None), default=None),
        len(rows),
        pattern or _pattern(scene, kind, rows[0]) or title,
    )


def _pattern(scene: Scene, kind: Kind, row: int) -> str:
    entry = scene.entry(kind, row)
    if isinstance(entry, NetworkEntry):
        return request_pattern(entry, scene.masker, scene)
    return error_pattern(entry, scene.masker) if kind is Kind.CONSOLE else ""


def _place(name: str) -> tuple[Kind, int]:
    return next(kind for kind in Kind if kind.letter == name[0]), int(name[1:]) - 1
