"""Parts of a recorded URL. Never raises: a recorded URL may be anything."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from upl_tui.patterns import late

_PARTS = late(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://(?:[^/?#]*@)?([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_PORT = late(r":\d*\Z")
_PUBLIC_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


class Url(NamedTuple):
    """A URL, taken apart; what is missing is empty."""

    scheme: str
    host: str
    """With the port."""
    path: str
    query: str
    fragment: str

    @classmethod
    def of(cls, text: str) -> Url:
        """The parts of a URL, absolute or not."""
        parts = _PARTS.match(text)
        return cls(*(part or "" for part in parts.groups())) if parts else cls("", "", text, "", "")

    @property
    def target(self) -> str:
        """Path, query and fragment: what is left without scheme and host."""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.path or '/'}{query}{fragment}"

    @property
    def file(self) -> str:
        """Last segment of the path; the host for a bare host."""
        return self.path.rstrip("/").rpartition("/")[2] or self.host

    @property
    def site(self) -> str:
        """The host's last two labels, three below a public suffix such as ``co.uk``; empty without a host."""
        return _site_of(self.host)


def cut_middle(target: str, width: int) -> str:
    """A path with its query in `width` characters, cut in the middle: its last segment and query stay.

    When these alone are too long, their end stays and a third of the width goes to the start.
    """
    if len(target) <= width:
        return target
    if width < 3:
        return target[-width:] if width > 0 else ""
    path = target.partition("?")[0]
    tail = len(target) - path.rstrip("/").rfind("/")
    end = tail if tail < width - 1 else (width - 1) - (width - 1) // 3
    start = width - 1 - end
    return f"{target[:start]}…{target[len(target) - end :]}"


@lru_cache(maxsize=1024)
def _site_of(host: str) -> str:
    labels = _PORT.sub("", host.lower()).split(".")
    is_address = labels[-1].isdigit() or ":" in labels[-1]
    if is_address or len(labels) < 3:
        return ".".join(labels)
    return ".".join(labels[-3:] if labels[-2] in _PUBLIC_SECOND_LEVEL else labels[-2:])


def is_third_party(url: str, page: str) -> bool:
    """Whether a URL belongs to another site than the page; False when either is unknown."""
    site, own = Url.of(url).site, Url.of(page).site
    return bool(site and own) and site != own
