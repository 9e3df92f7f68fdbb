"""The story of one entry: what led to it, how it shows, and what came of it."""

from __future__ import annotations

from upl_tui.entries import Severity
from upl_tui.errors import UsageError
from upl_tui.kinds import Kind
from upl_tui.links import Link
from upl_tui.story import after, before, rules
from upl_tui.story.causes import own_failures, request_behind
from upl_tui.story.doubts import doubts
from upl_tui.story.model import Problem, Role, Story
from upl_tui.story.plot import Plot
from upl_tui.story.scene import Scene


def tell(scene: Scene, subject: Problem | str) -> Story:
    """The story of a problem, or of an entry by its id. Raises `UsageError` for an id that is not there."""
    kind, row = find(scene, subject if isinstance(subject, str) else subject.ids[0])
    plot = plot_of(scene, kind, row)
    before.add(plot)
    after.add(plot)
    _add_subject(plot)
    return Story(scene.logs[kind].id(row), plot.steps(), doubts(plot))


def find(scene: Scene, name: str) -> tuple[Kind, int]:
    """Kind and row of an id such as ``N44``. Raises `UsageError`."""
    kind = next((kind for kind in Kind if kind.letter == name[:1].upper()), None)
    number = name[1:]
    if kind is None or not (number.isascii() and number.isdigit()):
        raise UsageError(
            f"{name} is no id of an entry.", "Ids are C12, N45, A7: the list of a log shows them."
        )
    if kind not in scene.logs:
        raise UsageError(f"There is no {kind.value} log to find {name.upper()} in.")
    row = int(number) - 1 if len(number) < 12 else -1
    if not 0 <= row < len(scene.logs[kind]):
        raise UsageError(
            f"There is no {name.upper()}: the {kind.value} log has {len(scene.logs[kind]):,} entries."
        )
    return kind, row


def plot_of(scene: Scene, kind: Kind, row: int) -> Plot:
    """What a story is about: its deed, the request that failed, and the console entries that tell it."""
    links = scene.links
    plot = Plot(scene, kind, row)
    match kind:
        case Kind.NETWORK:
            plot.request = Link(kind, row, rules.ASKED)
        case Kind.CONSOLE:
            plot.request = request_behind(scene, row)
        case Kind.ACTION:
            plot.deed = Link(kind, links.deeds.head_of(row), rules.ASKED)
            failures = own_failures(scene, plot.deed.row)
            plot.request = Link(Kind.NETWORK, failures[0], rules.FIRST_BAD_ANSWER) if failures else None
    if plot.deed is None:
        plot.deed = _deed_of(plot)
    return plot


def _deed_of(plot: Plot) -> Link | None:
    """The user's deed that the story began with."""
    scene, links = plot.scene, plot.scene.links
    kind, row = (Kind.NETWORK, plot.request.row) if plot.request else (plot.kind, plot.row)
    if (link := links.action_of(kind, row)) is not None:
        return link
    at = scene.at(kind, row)
    if at is None or not links.clocks.comparable(kind, Kind.ACTION):
        return None
    head = links.deeds.head_before(at, rules.ACTED_BEFORE.window_ms or 0.0)
    return None if head is None else Link(Kind.ACTION, head, rules.ACTED_BEFORE)


def _add_subject(plot: Plot) -> None:
    severity = plot.scene.logs[plot.kind].severities[plot.row]
    bad = plot.kind is not Kind.ACTION and severity >= Severity.WARN
    plot.add(Link(plot.kind, plot.row, rules.ASKED), Role.FAILURE if bad else Role.SUBJECT)
