"""What telling a story needs: the logs, their links, whose requests are whose, and the mask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, entry_id
from upl_tui.kinds import Kind
from upl_tui.links import Links
from upl_tui.links.stopping import Stop, check, column, never
from upl_tui.log import Log
from upl_tui.logs.requests import is_third_party_request
from upl_tui.logs.urls import Url
from upl_tui.model import Recording
from upl_tui.redact import Masker
from upl_tui.shapes.requests import header

_EXTENSION_SCHEMES = frozenset({"chrome-extension", "moz-extension", "safari-web-extension"})


@dataclass(slots=True)
class Scene:
    """One recording, ready to be told about. Made in a worker by `of`."""

    logs: Mapping[Kind, Log]
    links: Links
    recording: Recording | None = None
    masker: Masker = field(default_factory=Masker)
    hosts: frozenset[str] = frozenset()
    """Hosts, with their ports, that pages of the recording are on."""
    sites: frozenset[str] = frozenset()
    """Their sites, see `Url.site`."""
    own_failures: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """By first action of a deed, as far as anybody asked, see `causes.own_failures`."""

    @classmethod
    def of(
        cls,
        logs: Mapping[Kind, Log],
        recording: Recording | None = None,
        masker: Masker | None = None,
        stop: Stop = never,
    ) -> Scene:
        """Link the logs and find out which hosts are the page's own. Raises `Stopped`."""
        urls = [url for url in _page_urls(logs, stop) if url.host]
        if recording is not None and recording.domain is not None and recording.domain.url:
            domain = recording.domain.url
            urls.append(Url.of(domain if "//" in domain else f"//{domain}"))
        hosts = frozenset(url.host.lower() for url in urls)
        sites = frozenset(url.site for url in urls)
        return cls(logs, Links.of(logs, stop), recording, masker or Masker(), hosts, sites)

    def entry(self, kind: Kind, row: int) -> Entry:
        """An entry."""
        return self.logs[kind].entry(row)

    def at(self, kind: Kind, row: int) -> float | None:
        """Its time in ms from the start, None when it has none."""
        at = self.logs[kind].at[row]
        return None if isnan(at) else at

    def is_foreign(self, entry: Entry) -> bool:
        """Whether a request or a script is another site's; False when nobody can tell."""
        if isinstance(entry, NetworkEntry):
            if header(entry.request_headers, "sec-fetch-site"):
                return is_third_party_request(entry)
            url = Url.of(entry.url)
        elif isinstance(entry, ConsoleEntry):
            url = Url.of(_script_of(entry))
            if url.scheme in _EXTENSION_SCHEMES:
                return True
        else:
            return False
        return bool(url.site and self.sites) and url.site not in self.sites

    def is_own_host(self, entry: NetworkEntry) -> bool:
        """Whether a request went to a host that a page of the recording is on."""
        return Url.of(entry.url).host.lower() in self.hosts


def name_of(kind: Kind, row: int) -> str:
    """Id of an entry."""
    return entry_id(kind, row)


def _script_of(entry: ConsoleEntry) -> str:
    if entry.origin == "network":
        return ""
    return next((frame.url for frame in entry.stack if frame.url), entry.url)


def _page_urls(logs: Mapping[Kind, Log], stop: Stop) -> list[Url]:
    """Where the recorded pages are: what actions say, else the document that was asked for first."""
    pages: Counter[str] = Counter()
    if (actions := logs.get(Kind.ACTION)) is not None:
        pages.update(column(actions, "story.page", _page_of_action, stop))
    del pages[""]
    if not pages and (network := logs.get(Kind.NETWORK)) is not None and len(network):
        check(stop)
        first = network.entry(network.chronological()[0])
        pages.update([first.url] if isinstance(first, NetworkEntry) else [])
    return [Url.of(page) for page in pages]


def _page_of_action(entry: Entry) -> str:
    return entry.to_url or entry.url if isinstance(entry, ActionEntry) else ""
