"""Clicks that tell of trouble: in a rage, without any effect, or right before an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from upl_tui.entries import ActionEntry, Element, Severity
from upl_tui.kinds import Kind
from upl_tui.links.stopping import Stop, never, stoppable
from upl_tui.links.timed import Timed
from upl_tui.log import Log
from upl_tui.story import rules
from upl_tui.story.scene import Scene
from upl_tui.story.words import element_key

_CLICKS = frozenset({"click", "dblclick", "tap"})
_EFFECTS = frozenset({"navigation", "change", "input", "focus", "submit", "scroll", "visibility", "media"})
_TYPED_INTO = frozenset({"input", "textarea", "select", "option", "label"})
_RAGE_CLICKS = 3
_NEEDED = (Kind.NETWORK, Kind.CONSOLE)


@dataclass(frozen=True, slots=True)
class Clicks:
    """Rows of the action log."""

    rage: tuple[tuple[int, ...], ...] = ()
    """Clicks on one element in quick succession, each a run in order of time."""
    dead: tuple[int, ...] = ()
    before_error: tuple[int, ...] = ()
    unclear: tuple[str, ...] = ()
    """What could not be looked for, each a sentence with its reason."""


def find_clicks(scene: Scene, dead_after_ms: float | None = None, stop: Stop = never) -> Clicks:
    """Look through the action log; `dead_after_ms` overrides the window of the rule for dead clicks.

    Raises `Stopped`.
    """
    log = scene.logs.get(Kind.ACTION)
    if log is None:
        return Clicks(unclear=("There is no action log: no click can be judged.",))
    clicks = [row for row, kind in enumerate(scene.links.deeds.kinds) if kind in _CLICKS]
    timed = sorted((row for row in clicks if not isnan(log.at[row])), key=lambda row: (log.at[row], row))
    unclear = [] if timed or not clicks else ["The actions have no times: rage and dead clicks are unknown."]
    why_not = _why_not_dead(scene) if timed else ""
    if why_not:
        unclear.append(why_not)
    actions = Timed.of(log)
    window = dead_after_ms or rules.DEAD.window_ms or 0.0
    judged = () if why_not else stoppable(timed, stop)
    dead = tuple(row for row in judged if _is_dead(scene, log, actions, row, window))
    rage = rage_runs(log, stoppable(timed, stop))
    return Clicks(tuple(rage), dead, _before_error(scene, stop), tuple(unclear))


def rage_runs(log: Log, clicks: Iterable[int]) -> list[tuple[int, ...]]:
    """Runs of clicks on one element, as long as each three in a row lie within the rule's window.

    `clicks` are rows in order of time.
    """
    by_element: dict[tuple[str, ...], list[int]] = {}
    for row in clicks:
        if (key := element_key(log.entry(row))) is not None:
            by_element.setdefault(key, []).append(row)
    window, runs = rules.RAGE.window_ms or 0.0, []
    for rows in by_element.values():
        angry: list[int] = []
        for first in range(len(rows) - _RAGE_CLICKS + 1):
            three = rows[first : first + _RAGE_CLICKS]
            if log.at[three[-1]] - log.at[three[0]] > window:
                continue
            if angry and three[0] not in angry:
                runs.append(tuple(angry))
                angry = []
            angry += [row for row in three if row not in angry[-_RAGE_CLICKS:]]
        if angry:
            runs.append(tuple(angry))
    return sorted(runs, key=lambda run: (log.at[run[0]], run[0]))


def _why_not_dead(scene: Scene) -> str:
    """Why no click can be called dead in this recording; empty when one can."""
    for kind in _NEEDED:
        if kind not in scene.logs:
            return f"No click can be called dead: there is no {kind.value} log to show an effect."
        if len(scene.logs[kind]) and not scene.links.clocks.comparable(kind, Kind.ACTION):
            return f"No click can be called dead: actions and {kind.value} log share no clock."
    return ""


def _is_dead(scene: Scene, log: Log, actions: Timed, row: int, window: float) -> bool:
    entry, at, links = log.entry(row), log.at[row], scene.links
    if not isinstance(entry, ActionEntry) or (entry.element or Element()).tag.lower() in _TYPED_INTO:
        return False
    effects = (links.requests.timed.between(at, at + window), links.console.between(at, at + window))
    return not any(True for rows in effects for _ in rows) and not _moved(scene, actions, at, at + window)


def _moved(scene: Scene, actions: Timed, start_ms: float, end_ms: float) -> bool:
    """Whether an action tells that a click had an effect."""
    return any(scene.links.deeds.kinds[row] in _EFFECTS for row in actions.between(start_ms, end_ms))


def _before_error(scene: Scene, stop: Stop) -> tuple[int, ...]:
    """First actions of deeds that an error came from."""
    found = set()
    for kind in _NEEDED:
        if (log := scene.logs.get(kind)) is None:
            continue
        for row, severity in stoppable(enumerate(log.severities), stop):
            link = scene.links.action_of(kind, row) if severity >= Severity.ERROR else None
            if link is not None and not scene.is_foreign(log.entry(row)):
                found.add(link.row)
    return tuple(sorted(found))


def tag(scene: Scene, clicks: Clicks) -> None:
    """Let ``is:rage``, ``is:dead`` and ``is:before-error`` find the clicks."""
    if (log := scene.logs.get(Kind.ACTION)) is not None:
        log.tags["rage"] = frozenset(row for run in clicks.rage for row in run)
        log.tags["dead"] = frozenset(clicks.dead)
        log.tags["before-error"] = frozenset(clicks.before_error)
