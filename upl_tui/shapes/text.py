"""Text exports of consoles and request lists: Playwright's, Firefox's and Chrome's visible lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from upl_tui.entries import ConsoleEntry, Entry, NetworkEntry, Severity, State
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.levels import severity_of
from upl_tui.shapes.origins import origin_of
from upl_tui.shapes.requests import failure, settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape
from upl_tui.shapes.stacks import parse_stack_text, position, web_frame

NAME = "text"

_HTTP = r"(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT|TRACE)"
_LISTED = re.compile(
    rf"(?:\d+\. )?\[{_HTTP}\] (?P<url>\S++)(?: => \[(?P<status>[^\]]*+)\] ?(?P<words>.*))?", re.DOTALL
)
"""A request as Playwright lists it: ``[GET] https://... => [304] Not Modified``."""
_SENT = re.compile(
    rf"(?:XHR ?)?{_HTTP} ?(?P<url>[a-z]+://\S++)(?: *+\[HTTP/(?P<protocol>[\d.]+) (?P<status>\d{{3}})"
    r"(?P<words>[^\]]*?) ?(?P<taken>\d{1,9})ms\])?"
)
"""A request in Firefox's console: ``XHR GET https://... [HTTP/2 200 OK 12ms]``."""
_REFUSED = re.compile(rf"{_HTTP} (?P<url>[a-z]+://\S++) (?:\d{{3}} \(.*\)|net::ERR_\w+)")
"""A failed request in Chrome's console: ``GET https://... 404 (Not Found)``."""
_TAGGED = re.compile(r"(?:\d+\. )?\[(?P<level>[A-Za-z]{1,12})\] (?P<text>.*)", re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?) (?=\S)")
_PLACE = re.compile(r"(?P<url>\S+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?")
_FILE = re.compile(r"\(index\)|VM\d+|.*[./][A-Za-z].*|.*/")
_ERROR = re.compile(r"Uncaught |(?:[A-Z][A-Za-z]{0,40})?(?:Error|Exception)(?:: |$)", re.MULTILINE)
_LONGEST_PLACE = 4_000

_Place = tuple[str, int | None, int | None]
_NOWHERE: _Place = ("", None, None)


def fits(value: Any) -> bool:
    """Whether a row is text in the form of one of the exports."""
    return bool(_tell(value))


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read lines, each with the lines that continue it."""
    return gather(rows, context, NAME, _tell, "This line is no message and no request.")


def _tell(value: Any) -> list[Piece]:
    if not isinstance(value, str):
        return []
    clock = _CLOCK.match(value)
    stamp = clock[1] if clock else None
    found = _SENT.fullmatch(value, clock.end()) if clock else _LISTED.fullmatch(value)
    if found:
        return [Piece(Kind.NETWORK, partial(_request, found.groupdict()), "time", stamp)]
    message = _firefox(value[clock.end() :]) if clock else _playwright(value) or _chrome(value)
    return [Piece(Kind.CONSOLE, partial(_entry, message), "time", stamp)] if message else []


@dataclass(frozen=True, slots=True)
class _Message:
    text: str
    level: str = ""
    place: _Place = _NOWHERE
    is_request: bool = False


def _playwright(line: str) -> _Message | None:
    tagged = _TAGGED.fullmatch(line)
    if tagged is None or severity_of(tagged["level"]) is Severity.UNKNOWN:
        return None
    text, at, tail = tagged["text"].rpartition(" @ ")
    place = _place(tail, zero_based=True) if at else None
    return _Message(text, tagged["level"], place) if place else _Message(tagged["text"], tagged["level"])


def _firefox(line: str) -> _Message:
    head, _, rest = line.partition("\n")
    text, _, tail = head.rpartition(" ")
    place = _place(tail)
    text, place = (text.rstrip(), place) if place and _FILE.fullmatch(place[0]) else (head, _NOWHERE)
    return _Message(f"{text}\n{rest}" if rest else text, place=place)


def _chrome(line: str) -> _Message | None:
    head, blank, text = line.partition(" ")
    place = _place(head) if blank else None
    if place and _FILE.fullmatch(place[0]):
        return _Message(text, place=place)
    if refused := _REFUSED.fullmatch(line):
        return _Message(line, place=(refused["url"], None, None), is_request=True)
    return _Message(line) if _ERROR.match(line) else None


def _place(text: str, *, zero_based: bool = False) -> _Place | None:
    found = _PLACE.fullmatch(text) if len(text) <= _LONGEST_PLACE else None
    if found is None:
        return None
    line, column = (position(found[name], zero_based=zero_based) for name in ("line", "column"))
    return found["url"], line, column


def _request(given: Mapping[str, str | None], values: Sequence[Any]) -> Entry:
    status, words = given["status"] or "", (given["words"] or "").strip()
    entry = NetworkEntry(index=0, url=given["url"] or "", method=given["method"] or "")
    if status.isdecimal():
        entry.status_raw, entry.status_text = status, words
    elif status:
        entry.state, entry.error = failure(words or status)
    else:
        entry.state = State.PENDING
    if taken := given.get("taken"):
        entry.duration_ms = float(taken)
    if protocol := given.get("protocol"):
        entry.protocol = f"HTTP/{protocol}"
    return settle(entry)


def _entry(message: _Message, values: Sequence[Any]) -> Entry:
    entry = ConsoleEntry(index=0, text=message.text, level=message.level, severity=severity_of(message.level))
    entry.stack = parse_stack_text(message.text) if "\n" in message.text else ()
    entry.url, entry.line, entry.column = message.place
    frame = web_frame(entry.stack)
    if frame is not None and not entry.url:
        entry.url, entry.line, entry.column = frame.url, frame.line, frame.column
    if message.is_request:
        entry.severity, entry.origin = Severity.ERROR, "network"
    elif not message.level and _ERROR.match(message.text):
        entry.severity, entry.origin = Severity.ERROR, origin_of("exception", message.text)
    return entry


SHAPE = Shape(name=NAME, title="text export", fits=fits, read=read)
