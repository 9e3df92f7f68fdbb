"""What a story cannot know, and why."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.kinds import Kind
from upl_tui.story import rules
from upl_tui.story.after import MOST_SEEN
from upl_tui.story.causes import own_failures
from upl_tui.story.model import Role
from upl_tui.story.plot import Plot
from upl_tui.story.scene import name_of

_MOST_NAMES = 5
_LOST = {
    Kind.ACTION: "what the user did is unknown",
    Kind.NETWORK: "whether a request failed is unknown",
    Kind.CONSOLE: "what the page said of it is unknown",
}


def doubts(plot: Plot) -> tuple[str, ...]:
    """Sentences on what is unclear in a story, the gravest first."""
    return tuple(dict.fromkeys((*_of_logs(plot), *_of_clocks(plot), *_of_cause(plot), *_of_end(plot))))


def _of_logs(plot: Plot) -> Iterator[str]:
    logs, clocks = plot.scene.logs, plot.scene.links.clocks
    for kind in Kind:
        if kind not in logs:
            yield f"There is no {kind.value} log: {_LOST[kind]}."
    if not clocks.timed:
        yield "No log has times: the steps are in no order, and nothing is linked by time."
        return
    for kind in Kind:
        if kind in logs and len(logs[kind]) and kind not in clocks.timed:
            yield f"The {kind.value} log has no times: what came before and what came after is unknown."


def _of_clocks(plot: Plot) -> Iterator[str]:
    for pair, gap in sorted(plot.scene.links.clocks.apart.items(), key=lambda item: sorted(item[0])):
        one, other = sorted(pair)
        yield (
            f"The clocks of the {one.value} log and the {other.value} log disagree by about "
            f"{gap / 1000:,.1f} s: nothing is linked by time between them."
        )
    for kind, log in sorted(plot.scene.logs.items()):
        if log.account.approximate and kind in plot.scene.links.clocks.timed:
            yield f"The times of the {kind.value} log are approximate: its place among the others may be off."


def _of_cause(plot: Plot) -> Iterator[str]:
    scene, links = plot.scene, plot.scene.links
    at = plot.at(plot.kind, plot.row)
    if at is None and plot.kind in links.clocks.timed:
        yield f"{scene.logs[plot.kind].id(plot.row)} has no time: only what names it is linked to it."
    if plot.deed is None and at is not None and links.clocks.comparable(plot.kind, Kind.ACTION):
        seconds = (rules.ACTED_BEFORE.window_ms or 0.0) / 1000
        yield f"The user did nothing in the {seconds:g} s before: no action is named as its beginning."
    if plot.deed is not None and plot.deed.rule is rules.ACTED_BEFORE:
        yield "Only the time speaks for the action: nothing shows that it started this."
    if plot.request is not None and plot.request.rule is rules.BAD_ANSWER_BEFORE:
        yield f"Only the time speaks for {plot.request.id} as the cause: the entry names no request."
    if plot.request is not None and (more := len(links.messages_of(plot.request.row)) - MOST_SEEN) > 0:
        yield f"{more:,} more console entries speak of {plot.request.id} and are left out here."
    if plot.kind is Kind.CONSOLE and plot.request is None:
        yield from _of_unnamed(plot)


def _of_unnamed(plot: Plot) -> Iterator[str]:
    """For a console entry that speaks of no request: why none is blamed."""
    scene = plot.scene
    entry = scene.entry(plot.kind, plot.row)
    if (
        not isinstance(entry, ConsoleEntry)
        or entry.severity < Severity.WARN
        or Kind.NETWORK not in scene.logs
    ):
        return
    failed = own_failures(scene, plot.deed.row) if plot.deed is not None else ()
    if failed:
        names = ", ".join(name_of(Kind.NETWORK, row) for row in failed[:_MOST_NAMES])
        yield f"Nothing in the entry says that it is about {names}: no failed request is blamed."
    elif any(step.rule == rules.AFTER_ANSWER.name for step in plot.steps()):
        yield "No request failed before it; only the time speaks for the answer that came just before."


def _of_end(plot: Plot) -> Iterator[str]:
    at, links = plot.failed_at, plot.scene.links
    if at is None or not links.clocks.comparable(plot.clock, Kind.ACTION):
        return
    if links.deeds.next_after(at) is None:
        yield "The recording has no user action after it."
    steps = plot.steps()
    users = any(step.kind is Kind.ACTION and step.role is Role.RETRY for step in steps)
    if not users and any(step.role is Role.RETRY for step in steps):
        yield "No action is recorded before the retry: the page seems to have sent it again by itself."
