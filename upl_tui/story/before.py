"""What led to an entry: the deed, the requests that it started, and what was refused earlier."""

from __future__ import annotations

from itertools import islice

from upl_tui.entries import ConsoleEntry, NetworkEntry, State
from upl_tui.kinds import Kind
from upl_tui.links import Link
from upl_tui.links.requests import BAD
from upl_tui.logs.requests import MUTATING
from upl_tui.logs.urls import Url
from upl_tui.story import rules
from upl_tui.story.model import Role
from upl_tui.story.plot import Plot

_ASSETS = frozenset({"image", "font", "media", "stylesheet", "script", "manifest", "preflight"})
_MOST_REQUESTS = 12
_MOST_REFUSALS = 4
_REFUSED = (State.CLIENT_ERROR, State.SERVER_ERROR)
_UNCAUGHT = ("exception", "rejection")


def add(plot: Plot) -> None:
    """Add to a story what came before the failure, and the failure itself."""
    if plot.deed is not None:
        _add_deed(plot, plot.deed)
    if plot.request is not None:
        brief = plot.brief()
        bad = brief is not None and brief.state in BAD
        role = Role.FAILURE if bad else Role.SUBJECT if plot.kind is Kind.NETWORK else Role.REQUEST
        plot.add(_as_started(plot), role)
        for link in plot.scene.links.joined(plot.request.row):
            plot.add(link, Role.PART)
    elif plot.kind is Kind.CONSOLE:
        _add_answer(plot)
    if plot.deed is not None and plot.deed.rule is not rules.ACTED_BEFORE:
        _add_started(plot, plot.deed.row)
    if plot.deed is not None:
        _add_refusals(plot, plot.deed.row)


def _add_deed(plot: Plot, deed: Link) -> None:
    deeds = plot.scene.links.deeds
    plot.add(deed, Role.SUBJECT if plot.kind is Kind.ACTION else Role.ACTION)
    for part in deeds.parts(deed.row)[1:]:
        plot.add(Link(Kind.ACTION, part, deeds.rule_of(part)), Role.ACTION)


def _as_started(plot: Plot) -> Link:
    """The request, by the rule that says most: that the deed started it, else how it was found."""
    assert plot.request is not None
    started = plot.deed is not None and plot.scene.links.action_of(Kind.NETWORK, plot.request.row)
    return Link(Kind.NETWORK, plot.request.row, started.rule) if started else plot.request


def _add_started(plot: Plot, deed: int) -> None:
    """The other requests of the deed that a person would ask about."""
    links = [link for link in plot.scene.links.requests_of(deed) if _is_telling(plot, link)]
    for link in links[:_MOST_REQUESTS]:
        brief = plot.scene.links.requests.brief(link.row)
        failed = brief is not None and brief.state in BAD
        role = Role.CONTEXT if failed else Role.REQUEST
        plot.add(Link(link.kind, link.row, rules.SAME_DEED), role)


def _is_telling(plot: Plot, link: Link) -> bool:
    entry = plot.scene.entry(link.kind, link.row)
    if not isinstance(entry, NetworkEntry) or plot.scene.is_foreign(entry):
        return False
    return entry.type not in _ASSETS or (entry.state in BAD and entry.type != "preflight")


def _add_answer(plot: Plot) -> None:
    """For an uncaught error that speaks of no request: the answer that the page was working with."""
    at, links = plot.at(plot.kind, plot.row), plot.scene.links
    tellers = (plot.scene.entry(plot.kind, row) for row in (plot.row, *links.same_failure(plot.row)))
    uncaught = any(isinstance(entry, ConsoleEntry) and entry.origin in _UNCAUGHT for entry in tellers)
    if not uncaught or at is None or plot.deed is None:
        return
    if not links.clocks.comparable(Kind.NETWORK, Kind.CONSOLE):
        return
    window = rules.AFTER_ANSWER.window_ms or 0.0
    ends = []
    for link in links.requests_of(plot.deed.row):
        brief = links.requests.brief(link.row)
        good = brief is not None and brief.state not in (*BAD, State.PENDING)
        if good and brief is not None and _is_telling(plot, link) and 0 <= at - brief.end <= window:
            ends.append((brief.end, link.row))
    if ends:
        plot.add(Link(Kind.NETWORK, max(ends)[1], rules.AFTER_ANSWER), Role.REQUEST)


def _add_refusals(plot: Plot, deed: int) -> None:
    """Changes that were refused shortly before the deed."""
    scene, start = plot.scene, plot.scene.at(Kind.ACTION, deed)
    if start is None or not scene.links.clocks.comparable(Kind.ACTION, Kind.NETWORK):
        return
    links, page = scene.links, _page(plot, deed)

    def fits(row: int) -> bool:
        brief = links.requests.brief(row)
        if brief is None or brief.state not in _REFUSED or brief.method not in MUTATING:
            return False
        before = links.action_of(Kind.NETWORK, row)
        same_page = before is None or not page or _page(plot, before.row) == page
        return same_page and not scene.is_foreign(scene.entry(Kind.NETWORK, row))

    earlier = list(links.requests.timed.between(start - (rules.EARLIER_REFUSAL.window_ms or 0.0), start))
    for row in islice(filter(fits, reversed(earlier)), _MOST_REFUSALS):
        plot.add(Link(Kind.NETWORK, row, rules.EARLIER_REFUSAL), Role.CONTEXT)


def _page(plot: Plot, action: int) -> str:
    url = Url.of(getattr(plot.scene.entry(Kind.ACTION, action), "url", ""))
    return f"{url.host}{url.path}"
