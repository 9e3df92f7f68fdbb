"""Links between the entries of the logs of one recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isnan, nan

from upl_tui.entries import ConsoleEntry, Severity
from upl_tui.kinds import Kind
from upl_tui.links import rules
from upl_tui.links.clocks import Clocks, look_at_clocks
from upl_tui.links.deeds import Deeds
from upl_tui.links.joins import joined
from upl_tui.links.mentions import error_of, may_mention
from upl_tui.links.messages import Said, request_of, skew
from upl_tui.links.requests import Requests
from upl_tui.links.rule import Link
from upl_tui.links.stopping import Stop, check, never, stoppable
from upl_tui.links.timed import Timed
from upl_tui.log import Log

_MOST_OBSERVERS = 16
"""Console entries on one request that are taken for one failure; more than that are many failures."""


@dataclass(slots=True)
class Links:
    """What belongs together in a recording. Made by `of`, in a worker; every question is quick afterwards.

    Rows are of the log of their kind. Logs may be missing, and times too: then there are fewer links.
    """

    logs: Mapping[Kind, Log]
    requests: Requests
    deeds: Deeds
    clocks: Clocks
    console: Timed = field(default_factory=Timed)
    _request_of: dict[int, Link] = field(default_factory=dict)
    _messages_of: dict[int, list[Link]] = field(default_factory=dict)
    _same: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, logs: Mapping[Kind, Log], stop: Stop = never) -> Links:
        """Link the logs that are there. Raises `Stopped` when `stop` says so."""
        requests = Requests.of(logs.get(Kind.NETWORK), stop)
        links = cls(logs, requests, Deeds.of(logs.get(Kind.ACTION), stop), Clocks())
        console = logs.get(Kind.CONSOLE)
        if console is None:
            links.clocks = look_at_clocks(logs)
        else:
            links.console = Timed.of(console)
            telling = list(_telling(console, requests, stop))
            skews = (skew(said, requests) for said in stoppable(telling, stop) if said.request_id)
            links.clocks = look_at_clocks(logs, (ms for ms in skews if ms is not None))
            links._link_messages(telling, stop)
            check(stop)
            links._join_failures(console, telling)
        requests.stop = never
        return links

    # Questions

    def request_of(self, console_row: int) -> Link | None:
        """The request that a console entry speaks of."""
        return self._request_of.get(console_row)

    def messages_of(self, request_row: int) -> tuple[Link, ...]:
        """The console entries that speak of a request, in file order."""
        return tuple(self._messages_of.get(request_row, ()))

    def same_failure(self, console_row: int) -> tuple[int, ...]:
        """Other console rows that tell the same failure, in order of time."""
        return self._same.get(console_row, ())

    def joined(self, request_row: int) -> tuple[Link, ...]:
        """Requests that are one with a request: before and after a redirect, and preflights."""
        return joined(request_row, self.requests)

    def action_of(self, kind: Kind, row: int) -> Link | None:
        """The user's deed that a request or a console entry came from, by its first action."""
        if kind is Kind.ACTION:
            head = self.deeds.head_of(row)
            return None if head == row else Link(kind, head, self.deeds.rule_of(row))
        if kind is Kind.CONSOLE and (request := self.request_of(row)) is not None:
            return self.action_of(Kind.NETWORK, request.row)
        rule = rules.STARTED_BY if kind is Kind.NETWORK else rules.WRITTEN_AFTER
        if not self.clocks.comparable(kind, Kind.ACTION) or isnan(at := self.logs[kind].at[row]):
            return None
        before = self.deeds.head_before(at, rule.window_ms or 0.0)
        return None if before is None else Link(Kind.ACTION, before, rule)

    def requests_of(self, action_row: int) -> tuple[Link, ...]:
        """The requests that a deed started, in order of time; `action_row` is the deed's first action."""
        reach = self.deeds.reach(action_row, rules.STARTED_BY.window_ms or 0.0)
        if reach is None or not self.clocks.comparable(Kind.NETWORK, Kind.ACTION):
            return ()
        found = ((row, self.action_of(Kind.NETWORK, row)) for row in self.requests.timed.between(*reach))
        return tuple(
            Link(Kind.NETWORK, row, link.rule) for row, link in found if link and link.row == action_row
        )

    def linked(self, kind: Kind, row: int) -> tuple[Link, ...]:
        """Every entry that a row is linked to, the closest relation first: what a hop goes through."""
        match kind:
            case Kind.CONSOLE:
                request = self.request_of(row)
                same = (Link(kind, other, rules.SAME_FAILURE) for other in self.same_failure(row))
                found: Iterable[Link | None] = (request, *same, self.action_of(kind, row))
            case Kind.NETWORK:
                found = (*self.messages_of(row), *self.joined(row), self.action_of(kind, row))
            case Kind.ACTION:
                head = self.action_of(kind, row)
                parts = self.deeds.parts(row)[1:]
                same = (Link(kind, part, self.deeds.rule_of(part)) for part in parts)
                found = (head, *same, *self.requests_of(row))
        return tuple(dict.fromkeys(link for link in found if link is not None))

    # How they are made

    def _link_messages(self, telling: Sequence[Said], stop: Stop) -> None:
        if self.requests.log is None:
            return
        timed = self.clocks.comparable(Kind.CONSOLE, Kind.NETWORK)
        for said in stoppable(telling, stop):
            link = request_of(said if timed else said._replace(at=nan), self.requests)
            if link is not None:
                self._request_of[said.row] = link
                self._messages_of.setdefault(link.row, []).append(Link(Kind.CONSOLE, said.row, link.rule))

    def _join_failures(self, console: Log, telling: Iterable[Said]) -> None:
        """Join what tells one error, seen by different observers right after each other."""
        groups: dict[str, list[tuple[float, int, str]]] = {}
        for said in telling:
            is_error = said.severity >= Severity.ERROR
            if is_error and said.row not in self._request_of and not isnan(said.at):
                groups.setdefault(error_of(said.text), []).append((said.at, said.row, said.origin))
        for seen in groups.values():
            seen.sort()
            for one in _runs(seen):
                for row in one:
                    self._same[row] = tuple(other for other in one if other != row)
        for messages in self._messages_of.values():
            loud = (link.row for link in messages if console.severities[link.row] >= Severity.WARN)
            rows = list(islice(loud, _MOST_OBSERVERS))
            for row in rows:
                self._same[row] = tuple(other for other in rows if other != row)


def _telling(console: Log, requests: Requests, stop: Stop) -> Iterator[Said]:
    """What tells of a failure, or names a request: the other entries are never read."""
    texts, severities = console.texts, console.severities
    for row in stoppable(range(len(console)), stop):
        text = texts[row]
        if severities[row] >= Severity.WARN or (may_mention(text) and requests.knows_name_in(text)):
            entry = console.entry(row)
            if isinstance(entry, ConsoleEntry):
                yield Said.of(entry, row, console.at[row])


def _runs(seen: list[tuple[float, int, str]]) -> Iterator[list[int]]:
    """Rows of sightings (time, row, origin) within the window of the first, each by another observer."""
    window = rules.SAME_FAILURE.window_ms or 0.0
    run: list[tuple[float, int, str]] = []
    for sighting in seen:
        known = {origin for _, _, origin in run}
        if run and (sighting[0] - run[0][0] > window or sighting[2] in known):
            yield [row for _, row, _ in run]
            run = []
        run.append(sighting)
    if run:
        yield [row for _, row, _ in run]
