"""How much a problem deserves to be looked at: points, each with its reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite

from upl_tui.entries import ConsoleEntry, NetworkEntry, State
from upl_tui.kinds import Kind
from upl_tui.links import Link
from upl_tui.links.requests import BAD, Brief
from upl_tui.logs.requests import MUTATING
from upl_tui.logs.urls import Url
from upl_tui.story import rules
from upl_tui.story.scene import Scene

_OF_STATE = {
    State.SERVER_ERROR: (50, "the server failed"),
    State.FAILED: (45, "no answer"),
    State.CLIENT_ERROR: (25, "the server refused"),
    State.BLOCKED: (15, "blocked before it was sent"),
    State.ABORTED: (-10, "aborted, mostly on purpose"),
}
_REPLACED = (-10, "likely aborted for a newer one")
_MOST_COMPARED = 16
"""Occurrences of a failure that are looked at one by one."""
_OF_ORIGIN = {
    "exception": (40, "uncaught error"),
    "rejection": (35, "unhandled rejection"),
    "security": (15, "refused by the page's security policy"),
    "network": (25, "the browser reports a failed load"),
}
_ASSETS = frozenset({"image", "font", "media", "stylesheet"})
_ICON = "/favicon.ico"


@dataclass(slots=True)
class Score:
    """Points and their reasons."""

    total: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, points: int, reason: str) -> None:
        """Count points for a reason."""
        self.total += points
        self.reasons.append(f"{reason} ({points:+d})")


def score_request(scene: Scene, rows: Sequence[int], angry: frozenset[int], seen: bool) -> Score:
    """Score of a failed request, from all its occurrences; `seen` says that the console tells it too."""
    row, score = rows[0], Score()
    brief, entry = scene.links.requests.brief(row), scene.entry(Kind.NETWORK, row)
    if brief is None or not isinstance(entry, NetworkEntry):
        return score
    replaced = brief.state is State.FAILED and all(_is_replaced(scene, row) for row in rows[:_MOST_COMPARED])
    score.add(*(_REPLACED if replaced else _OF_STATE[brief.state]))
    foreign = scene.is_foreign(entry)
    if foreign:
        score.add(-40, "another site's")
    elif scene.is_own_host(entry):
        score.add(15, "the page's own server")
    if brief.method in MUTATING and entry.type != "beacon" and not foreign:
        score.add(20, f"{brief.method} changes something")
    if entry.type == "beacon":
        score.add(-15, "a beacon: nobody waits for it")
    elif entry.type in _ASSETS:
        score.add(-15, f"a mere {entry.type}")
    elif Url.of(entry.url).path.endswith(_ICON):
        score.add(-15, "a mere icon that the browser asks for by itself")
    if not foreign:
        _add_deed(score, scene, [scene.links.action_of(Kind.NETWORK, row) for row in rows], angry)
    _add_again(score, scene, brief, row)
    if seen:
        score.add(5, "the console tells it too")
    _add_times(score, len(rows))
    return score


def score_console(scene: Scene, rows: Sequence[int], angry: frozenset[int]) -> Score:
    """Score of an error in the console that is about no failed request."""
    score, entry = Score(), scene.entry(Kind.CONSOLE, rows[0])
    if not isinstance(entry, ConsoleEntry):
        return score
    score.add(*_OF_ORIGIN.get(entry.origin, (25, "console.error")))
    if scene.is_foreign(entry):
        score.add(-40, "a script of another site or an extension")
    else:
        _add_deed(score, scene, [scene.links.action_of(Kind.CONSOLE, row) for row in rows], angry)
    _add_times(score, len(rows))
    return score


def score_clicks(run: Sequence[int]) -> Score:
    """Score of rage clicks that nothing else accounts for."""
    score = Score()
    score.add(30, f"{len(run)} clicks on one element in a rage")
    return score


def _add_deed(score: Score, scene: Scene, deeds: Sequence[Link | None], angry: frozenset[int]) -> None:
    known = [deed.row for deed in deeds if deed is not None]
    if not known:
        return
    if any(scene.links.deeds.kinds[row] != "navigation" for row in known):
        score.add(15, "right after a user action")
    if not angry.isdisjoint(known):
        score.add(15, "rage clicks")


def _add_again(score: Score, scene: Scene, brief: Brief, row: int) -> None:
    """A request that somebody sent again mattered to somebody."""
    requests = scene.links.requests
    window = rules.RETRIED.window_ms or 0.0
    rows = requests.named(brief.url) if isfinite(brief.end) else ()
    first = bisect_left(rows, brief.end, key=requests.began)
    for other in rows[first : bisect_right(rows, brief.end + window, key=requests.began)]:
        again = requests.brief(other)
        if other != row and again is not None and again.method == brief.method:
            outcome = "in vain" if again.state in BAD else "with success"
            score.add(10, f"tried again {outcome}")
            return


def _is_replaced(scene: Scene, row: int) -> bool:
    """See `rules.REPLACED`."""
    requests, entry = scene.links.requests, scene.entry(Kind.NETWORK, row)
    brief = requests.brief(row)
    if brief is None or not isinstance(entry, NetworkEntry) or entry.error or brief.method != "GET":
        return False
    url = Url.of(brief.url)
    rows = requests.named(url.path) if isfinite(brief.end) else ()
    first = bisect_right(rows, brief.at, key=requests.began)
    for other in rows[first : first + _MOST_COMPARED]:
        newer = requests.brief(other)
        if newer is None or newer.at > brief.end:
            return False
        if newer.method == brief.method and newer.url != brief.url and Url.of(newer.url).host == url.host:
            return True
    return False


def _add_times(score: Score, count: int) -> None:
    if count > 1:
        score.add(5, f"{count} times")
