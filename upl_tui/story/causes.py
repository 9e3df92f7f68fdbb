"""Which failed request an entry of the console comes from, as far as anything says so."""

from __future__ import annotations

from upl_tui.entries import Severity
from upl_tui.kinds import Kind
from upl_tui.links import Link
from upl_tui.links.requests import BAD
from upl_tui.story import rules
from upl_tui.story.scene import Scene

_AWAITED = frozenset({"fetch", "xhr", "graphql", ""})
"""Types of requests whose answer the page's own code waits for."""


def is_bad(scene: Scene, request: int) -> bool:
    """Whether a request got no good answer."""
    brief = scene.links.requests.brief(request)
    return brief is not None and brief.state in BAD


def request_behind(scene: Scene, console_row: int) -> Link | None:
    """The request that a console entry speaks of, else the one failure that it likely came from."""
    return scene.links.request_of(console_row) or _bad_answer_before(scene, console_row)


def own_failures(scene: Scene, deed: int) -> tuple[int, ...]:
    """Requests of the page's own that a deed started and that got no good answer, in order of time."""
    known = scene.own_failures.get(deed)
    if known is None:
        bad = (link.row for link in scene.links.requests_of(deed) if is_bad(scene, link.row))
        known = tuple(row for row in bad if not scene.is_foreign(scene.entry(Kind.NETWORK, row)))
        scene.own_failures[deed] = known
    return known


def _bad_answer_before(scene: Scene, row: int) -> Link | None:
    links, log = scene.links, scene.logs[Kind.CONSOLE]
    deed = links.action_of(Kind.CONSOLE, row)
    if deed is None or log.severities[row] < Severity.ERROR or scene.is_foreign(log.entry(row)):
        return None
    if not links.clocks.comparable(Kind.CONSOLE, Kind.NETWORK):
        return None
    window, found = rules.BAD_ANSWER_BEFORE.window_ms or 0.0, []
    for request in own_failures(scene, deed.row):
        brief = links.requests.brief(request)
        if brief is not None and brief.type in _AWAITED and 0 <= log.at[row] - brief.end <= window:
            found.append(request)
        if len(found) > 1:
            return None
    return Link(Kind.NETWORK, found[0], rules.BAD_ANSWER_BEFORE) if found else None
