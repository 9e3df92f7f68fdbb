"""How a failure shows and what came of it: the console, leaving the page, doing it again, what was next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from math import inf

from upl_tui.entries import ConsoleEntry, Severity, State
from upl_tui.kinds import Kind
from upl_tui.links import Link, Rule
from upl_tui.links.requests import BAD, Brief
from upl_tui.story import rules
from upl_tui.story.model import Role
from upl_tui.story.plot import Plot
from upl_tui.story.words import element_key

_TELLING_ORDER = ("console", "rejection", "exception")
"""Which of several console entries on one failure says most: the page's own words first."""
MOST_SEEN = 32
"""Console entries on one request that a story folds into its step."""
_MOST_FOLLOWERS = 8
_MOST_RETRIES = 5
_MOST_REPEATS = 8
_MOST_DEEDS = 200
"""Actions during a request that are compared with the one that started it."""
_LONGEST_WAIT_MS = 120_000.0
"""How far back a request is looked for that was still running."""


def add(plot: Plot) -> None:
    """Add to a story what came of it."""
    _add_seen(plot)
    _add_followers(plot)
    if plot.request is not None:
        brief = plot.brief()
        if brief is not None:
            _add_leaving(plot, brief)
            _add_again(plot, brief)
            _add_retries(plot, brief)
    _add_next(plot)


def _add_seen(plot: Plot) -> None:
    """The console entries that tell the failure, folded into one step."""
    links = plot.scene.links
    if plot.request is not None:
        rows = [link.row for link in islice(links.messages_of(plot.request.row), MOST_SEEN)]
        rule = rules.SEEN_IN_CONSOLE
    elif plot.kind is Kind.CONSOLE:
        rows, rule = [plot.row, *links.same_failure(plot.row)], rules.ASKED
    else:
        return
    _add_folded(plot, rows, rule, Role.SEEN if plot.request else Role.FAILURE)


def _add_folded(plot: Plot, rows: list[int], rule: Rule, role: Role) -> None:
    """Add console entries that tell the same as one step, the most telling in front."""
    log = plot.scene.logs.get(Kind.CONSOLE)
    if log is None or not rows:
        return

    def rank(row: int) -> tuple[bool, bool, int, int]:
        entry = log.entry(row)
        origin = entry.origin if isinstance(entry, ConsoleEntry) else ""
        place = _TELLING_ORDER.index(origin) if origin in _TELLING_ORDER else len(_TELLING_ORDER)
        mild = log.severities[row] < Severity.WARN
        return (plot.kind, plot.row) != (Kind.CONSOLE, row), mild, place, row

    first, *others = sorted(rows, key=rank)
    if rule is rules.ASKED and log.severities[first] < Severity.WARN:
        role = Role.SUBJECT
    also = tuple(Link(Kind.CONSOLE, row, rules.SEEN_IN_CONSOLE) for row in sorted(others))
    plot.add(Link(Kind.CONSOLE, first, rule), role, also)


def _add_followers(plot: Plot) -> None:
    """Warnings and errors of the page's own that came right after the failure."""
    scene, links, at = plot.scene, plot.scene.links, plot.failed_at
    console = scene.logs.get(Kind.CONSOLE)
    if console is None or at is None or (plot.kind is Kind.ACTION and plot.request is None):
        return
    if plot.clock is not Kind.CONSOLE and not links.clocks.comparable(plot.clock, Kind.CONSOLE):
        return
    until = at + (rules.FOLLOWED.window_ms or 0.0)
    if links.clocks.comparable(plot.clock, Kind.ACTION) and (row := links.deeds.next_after(at)) is not None:
        until = min(until, scene.at(Kind.ACTION, row) or until)
    loud = (row for row in links.console.between(at, until) if console.severities[row] >= Severity.WARN)
    if plot.clock is Kind.CONSOLE:
        loud = (row for row in loud if (console.at[row], row) > (at, plot.row))
    found = list(islice((row for row in loud if links.request_of(row) is None), _MOST_FOLLOWERS))
    for row in found:
        if not scene.is_foreign(console.entry(row)) and (Kind.CONSOLE, row) not in plot:
            _add_folded(plot, [row, *links.same_failure(row)], rules.FOLLOWED, Role.CONSEQUENCE)


def _add_leaving(plot: Plot, brief: Brief) -> None:
    """For an aborted request: the new page that the browser went to."""
    if brief.state is not State.ABORTED or brief.end == inf:
        return
    links, window = plot.scene.links, rules.LEFT_PAGE.window_ms or 0.0
    for row in links.requests.timed.between(brief.end - window, brief.end + window):
        other = links.requests.brief(row)
        if other is not None and other.type == "document":
            plot.add(Link(Kind.NETWORK, row, rules.LEFT_PAGE), Role.LEFT)
            if (deed := links.action_of(Kind.NETWORK, row)) is not None:
                plot.add(deed, Role.LEFT)
            return
    if not links.clocks.comparable(Kind.NETWORK, Kind.ACTION):
        return
    for place, at in enumerate(links.deeds.at):
        row = links.deeds.rows[place]
        if abs(at - brief.end) <= window and links.deeds.kinds[row] == "navigation":
            plot.add(Link(Kind.ACTION, links.deeds.head_of(row), rules.LEFT_PAGE), Role.LEFT)
            plot.add(Link(Kind.ACTION, row, rules.LEFT_PAGE), Role.LEFT)
            return


def _add_again(plot: Plot, brief: Brief) -> None:
    """What the user and the page did over again while there was no answer."""
    if brief.end == inf:
        return
    scene, links = plot.scene, plot.scene.links
    assert plot.request is not None
    for row in islice(_same_requests(plot, brief, brief.at, brief.end), _MOST_REPEATS):
        plot.add(Link(Kind.NETWORK, row, rules.SENT_AGAIN), Role.REPEAT)
    for row in islice(_same_requests(plot, brief, brief.at - _LONGEST_WAIT_MS, brief.at), _MOST_REPEATS):
        earlier = links.requests.brief(row)
        if earlier is not None and earlier.end >= brief.at:
            plot.add(Link(Kind.NETWORK, row, rules.SENT_AGAIN), Role.REQUEST)
            if (deed := links.action_of(Kind.NETWORK, row)) is not None:
                plot.add(deed, Role.ACTION)
    if plot.deed is None or not links.clocks.comparable(Kind.NETWORK, Kind.ACTION):
        return
    key = element_key(scene.entry(Kind.ACTION, plot.deed.row))
    deeds = links.deeds
    first = bisect_left(deeds.at, scene.at(Kind.ACTION, plot.deed.row) or 0.0)
    during = deeds.rows[first : min(first + _MOST_DEEDS, bisect_right(deeds.at, brief.end))]
    same = (
        row for row in during if row != plot.deed.row and key == element_key(scene.entry(Kind.ACTION, row))
    )
    for row in islice(same, _MOST_REPEATS if key else 0):
        plot.add(Link(Kind.ACTION, row, rules.DONE_AGAIN), Role.REPEAT)


def _add_retries(plot: Plot, brief: Brief) -> None:
    """The same request again after it had failed, until it was answered well."""
    if brief.state not in BAD or brief.end == inf:
        return
    links = plot.scene.links
    window = rules.RETRIED.window_ms or 0.0
    for row in islice(_same_requests(plot, brief, brief.end, brief.end + window), _MOST_RETRIES):
        plot.add(Link(Kind.NETWORK, row, rules.RETRIED), Role.RETRY)
        deed = links.action_of(Kind.NETWORK, row)
        if deed is not None and (plot.deed is None or deed.row != plot.deed.row):
            plot.add(deed, Role.RETRY)
        again = links.requests.brief(row)
        if again is not None and again.state not in BAD:
            return


def _same_requests(plot: Plot, brief: Brief, start_ms: float, end_ms: float) -> Iterator[int]:
    """Other requests with the method and the URL of one that began after `start_ms`, by `end_ms`."""
    requests = plot.scene.links.requests
    rows = requests.named(brief.url)
    first = bisect_left(rows, start_ms, key=requests.began)
    for place in range(first, len(rows)):
        if requests.began(rows[place]) > end_ms:
            return
        other = requests.brief(rows[place])
        if other is not None and other.method == brief.method and (Kind.NETWORK, rows[place]) not in plot:
            yield rows[place]


def _add_next(plot: Plot) -> None:
    """What the user did next."""
    at, links = plot.failed_at, plot.scene.links
    if at is None or not links.clocks.comparable(plot.clock, Kind.ACTION):
        return
    row = links.deeds.next_after(at)
    if row is None:
        return
    passed = (plot.scene.at(Kind.ACTION, row) or 0.0) - at
    if passed <= (rules.NEXT_DEED.window_ms or 0.0):
        plot.add(Link(Kind.ACTION, row, rules.NEXT_DEED), Role.NEXT)
