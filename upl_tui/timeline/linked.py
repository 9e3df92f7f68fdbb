"""The detail's section on the other entries that an entry has to do with, each with the rule that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from upl_tui.entries import NetworkEntry
from upl_tui.kinds import PART_OF_KIND, Kind
from upl_tui.links import Link, Links
from upl_tui.log import Log
from upl_tui.logs.requests import outcome
from upl_tui.logs.spec import Section
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker
from upl_tui.timeline.spec import TIMELINE

_WORDS = {Kind.CONSOLE: "Message", Kind.NETWORK: "Request", Kind.ACTION: "Action"}
_TAB_KEYS = {kind: number for number, kind in enumerate(Kind, 2)}
_COLUMNS = {column.key: column for column in TIMELINE.columns}
_MOST = 8
_LONGEST_TEXT = 200
_LONGEST_URL = 2000


def linked_section(
    links: Links, kind: Kind, row: int, masker: Masker, unread: Sequence[Kind] = ()
) -> Section:
    """A line a link, the closest first; `unread` are kinds whose logs nobody asked for, so far.

    Its text is empty when there is nothing to say.
    """
    found = links.linked(kind, row)
    lines = [_line(link, links.logs[link.kind], masker) for link in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"And {len(found) - _MOST:,} more.")
    if unread:
        names = " and ".join(f"{PART_OF_KIND[each].label} ({_TAB_KEYS[each]})" for each in unread)
        lines.append(f"Not loaded: {names}")
    return Section("linked", "Linked", "\n".join(lines), "headers")


def with_linked(sections: Iterable[Section], linked: Section) -> Iterator[Section]:
    """The sections of an entry, its links behind its message or else before its overview."""
    waiting = bool(linked.text)
    for section in sections:
        if waiting and section.key == "overview":
            waiting = False
            yield linked
        yield section
        if waiting and section.key == "message":
            waiting = False
            yield linked


def _line(link: Link, log: Log, masker: Masker) -> str:
    rule = link.rule.name if link.rule.sure else f"probably {link.rule.name}"
    return f"{_WORDS[link.kind]} {link.id} ({rule}): {_said(log, link.row, masker)}"


def _said(log: Log, row: int, masker: Masker) -> str:
    entry = log.entry(row)
    if isinstance(entry, NetworkEntry):
        target = Url.of(masker.url(entry.url[:_LONGEST_URL])).target
        return " ".join(f"{entry.method} {target[:_LONGEST_TEXT]} {outcome(entry)}".split())
    level = _COLUMNS["what"].cell(entry, masker).text if log.kind is Kind.CONSOLE else ""
    text = _COLUMNS["text"].cell(entry, masker).text[: 2 * _LONGEST_TEXT]
    return " ".join(f"{level} {text}".split())[:_LONGEST_TEXT]
