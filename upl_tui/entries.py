"""One row of a log: the normalised entries that every recorder's rows become.

Times are float milliseconds from the recording's start. Readers fill these values once; nobody changes
them afterwards (the classes are not frozen because a big log makes hundreds of thousands of them).
"""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum, StrEnum
from typing import Any

from upl_tui.model import Kind
from upl_tui.values import by_keyword, frozen


class Severity(IntEnum):
    """How bad an entry is. Small numbers, so that a column of them is a bytearray."""

    UNKNOWN = 0
    DEBUG = 1
    LOG = 2
    INFO = 3
    WARN = 4
    ERROR = 5
    FATAL = 6

    @property
    def word(self) -> str:
        """Lower-case name, as in the filter language."""
        return self.name.lower()


class TimeQuality(StrEnum):
    """How an entry got its time."""

    EXACT = "exact"
    CONVERTED = "converted"
    INHERITED = "inherited"
    NONE = "none"


class State(StrEnum):
    """What became of a request."""

    OK = "ok"
    REDIRECT = "redirect"
    CACHED = "cached"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    FAILED = "failed"
    BLOCKED = "blocked"
    ABORTED = "aborted"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Depth(IntEnum):
    """How much of an entry has to be known: the less, the sooner it is there."""

    OUTLINE = 0
    """Of a request: URL, method, status, state, error, type, mime type, sizes, duration, cache."""
    HEAD = 1
    """The same with ids, headers, the body that was sent, the page, who asked and who answered."""
    WHOLE = 2


Span = tuple[int, int]
"""Start and end (exclusive) in the unpacked file, bytes."""

Headers = tuple[tuple[str, str], ...]
"""Name and value as written, in order, repeats kept."""


@by_keyword
class Entry:
    """What every entry has. A plain `Entry` is never made: see the four kinds below."""

    index: int
    """Position in the file among the entries of its kind, from 0; `id` counts from 1."""
    severity: Severity = Severity.UNKNOWN
    text: str = ""
    """One line or several: what a list shows and a word in a filter searches. Untouched recorded text."""
    at_ms: float | None = None
    time_quality: TimeQuality = TimeQuality.NONE
    spans: tuple[Span, ...] = ()
    """The source rows, as byte ranges of the unpacked file; several when rows were joined."""
    shape: str = ""
    """Name of the recorder family that read it, ``generic`` or ``unrecognised``."""
    used_keys: frozenset[str] = frozenset()
    """Dotted keys of the source row that a reader used; the rest is shown under "Other fields"."""
    notes: tuple[str, ...] = ()
    """The reader's remarks, each a short sentence."""


@by_keyword
class RawEntry(Entry):
    """A row that no reader understood, kept in its place. `text` is its own text, `reason` says why."""

    reason: str = ""
    value: Any = None
    """The parsed value when the row was JSON, else None."""


@frozen
class Frame:
    """One line of a stack; line and column count from 1."""

    function: str = ""
    url: str = ""
    line: int | None = None
    column: int | None = None


@by_keyword
class ConsoleEntry(Entry):
    """A console message, an exception or a browser message."""

    level: str = ""
    """The level's word as the recorder wrote it."""
    method: str = ""
    """Console method as written (``log``, ``groupEnd``, ``table``), when known."""
    origin: str = "console"
    """console, exception, rejection, network, security, deprecation, violation, intervention, worker,
    server or other."""
    args: tuple[Any, ...] | None = None
    """Decoded arguments as JSON-like values, None when the recorder gives only text."""
    stack: tuple[Frame, ...] = ()
    stack_text: str = ""
    """The stack's text where it could not be parsed."""
    url: str = ""
    line: int | None = None
    column: int | None = None
    group_depth: int = 0
    repeat: int = 1
    """How often, when the source itself counts."""
    request_id: str = ""
    page_url: str = ""


@frozen
class Body:
    """A request's or response's body.

    `text` is the text, or the base64 when `encoding` is ``base64``; `missing` says why there is none.
    """

    text: str | None = None
    encoding: str = "utf8"
    mime: str = ""
    truncated: bool = False
    missing: str = ""


@frozen
class SocketFrame:
    """One message of a WebSocket or an event stream."""

    direction: str
    """``send`` or ``receive``."""
    at_ms: float | None
    opcode: int | None
    text: str
    event: str = ""


@by_keyword
class NetworkEntry(Entry):
    """A request and what became of it."""

    request_id: str = ""
    url: str = ""
    method: str = ""
    """Upper case; empty when unknown."""
    status: int | None = None
    """HTTP status above 0, else None: `state` and `error` say what happened."""
    status_raw: Any = None
    status_text: str = ""
    state: State = State.UNKNOWN
    error: str = ""
    type: str = ""
    """document, script, stylesheet, image, font, media, xhr, fetch, websocket, eventsource, preflight,
    beacon, graphql, manifest or other; empty when unknown."""
    duration_ms: float | None = None
    timings: dict[str, float] = field(default_factory=dict)
    """Phase (blocked, dns, connect, ssl, send, wait, receive) to ms; absent when it does not apply."""
    request_headers: Headers = ()
    response_headers: Headers = ()
    request_body: Body | None = None
    response_body: Body | None = None
    mime: str = ""
    size_transfer: int | None = None
    """Bytes on the wire."""
    size_body: int | None = None
    """Bytes of the decoded body."""
    from_cache: str = ""
    """memory, disk, service_worker or cache; empty when not from a cache or unknown."""
    initiator: str = ""
    initiator_stack: tuple[Frame, ...] = ()
    protocol: str = ""
    remote: str = ""
    redirect_to: str = ""
    messages: tuple[SocketFrame, ...] = ()
    page_ref: str = ""
    priority: str = ""


@frozen
class Element:
    """What an action was done to."""

    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    name: str = ""
    type: str = ""
    role: str = ""
    test_id: str = ""
    text: str = ""
    label: str = ""
    placeholder: str = ""
    href: str = ""


@by_keyword
class ActionEntry(Entry):
    """Something the user did, or a navigation. `text` is the plain-words sentence."""

    action: str = ""
    """click, dblclick, contextmenu, tap, input, change, key, submit, focus, blur, scroll, hover, drag,
    clipboard, navigation, resize, visibility, media, custom or other."""
    action_raw: str = ""
    label: str = ""
    """Best human name of the element."""
    selector: str = ""
    selectors: tuple[str, ...] = ()
    element: Element | None = None
    value: str | None = None
    """What was typed or chosen; None when masked or not recorded."""
    value_masked: bool = False
    value_length: int | None = None
    checked: bool | None = None
    x: float | None = None
    y: float | None = None
    coord_space: str = ""
    """viewport, page, screen, element or normalised."""
    viewport: tuple[float, float] | None = None
    button: str = ""
    modifiers: tuple[str, ...] = ()
    key: str = ""
    url: str = ""
    from_url: str = ""
    to_url: str = ""
    title: str = ""
    navigation_type: str = ""
    """load, reload, back_forward, push, replace, pop, hash or unknown."""
    end_ms: float | None = None
    flags: tuple[str, ...] = ()


def entry_id(kind: Kind, index: int) -> str:
    """Name of an entry everywhere: ``C12`` for the twelfth console entry of the file."""
    return f"{kind.letter}{index + 1}"
