"""What all recorders of requests share: the verdict, headers, bodies and resource types in one spelling."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite
from typing import Any

import orjson

from upl_tui.entries import Body, Frame, Headers, NetworkEntry, Severity, State
from upl_tui.patterns import late
from upl_tui.shapes.stacks import position, read_stack, web_frame

_SEVERITY = {
    State.CLIENT_ERROR: Severity.ERROR,
    State.SERVER_ERROR: Severity.ERROR,
    State.FAILED: Severity.ERROR,
    State.BLOCKED: Severity.ERROR,
    State.ABORTED: Severity.WARN,
    State.PENDING: Severity.WARN,
}
_WITHOUT_ANSWER = {State.FAILED, State.BLOCKED, State.ABORTED, State.PENDING}
_ABORTED = late(r"(?<!conn)(?<!connection_)abort|\bcancell?ed\b", re.IGNORECASE)
_BLOCKED = late(r"blocked|^csp$|^mixed-content$", re.IGNORECASE)
_NO_ERROR = {"", "false", "null", "none", "undefined", "0"}
_FAILURE_WORDS = {
    "failed",
    "failure",
    "error",
    "timeout",
    "timedout",
    "aborted",
    "canceled",
    "cancelled",
    "blocked",
}
_STATUS_LINE = late(r"(?:HTTP/[\d.]+\s+)?([+-]?\d{1,9})(?:\.0*)?(?:\s+(.*))?", re.DOTALL)

_UNREAD_BODY = late(
    r"\[(?:rrweb/network|SessionReplay)\] |\S+ is in deny list|Chunked Transfer-Encoding is not supported"
    r"|(?:base64 payload|URL_SKIPPED|UNPARSEABLE_BODY_TYPE|BODY_PARSE_ERROR|BODY_PARSE_TIMEOUT)$"
    r"|.*Spot was unable to track this request"
)
_LONGEST_UNREAD = 400

_TYPES = {
    "document": "document navigation navigate mainframe subframe iframe frame html doc page",
    "script": "script js javascript worker sharedworker serviceworker",
    "stylesheet": "stylesheet style",
    "image": "image img imageset icon favicon",
    "font": "font fonts",
    "media": "media audio video track texttrack",
    "xhr": "xhr xmlhttprequest ajax",
    "fetch": "fetch",
    "websocket": "websocket ws wss",
    "eventsource": "eventsource sse",
    "preflight": "preflight corspreflight",
    "beacon": "beacon ping sendbeacon",
    "graphql": "graphql gql",
    "manifest": "manifest webmanifest webappmanifest",
    "other": "other custom prefetch prerender signedexchange cspviolationreport cspreport object embed",
}
_TYPE_OF_WORD = {word: name for name, words in _TYPES.items() for word in words.split()}
_TYPE_OF_LOOSE_WORD = {"css": "stylesheet", "link": "stylesheet", "input": "image", "body": "image"}
"""Words that say where a resource was asked for, so that its mime type or name says more."""
_TYPE_OF_MIME = late(
    r"(?P<document>text/html|application/xhtml)|(?P<stylesheet>text/css)"
    r"|(?P<script>(?:text|application)/(?:x-)?(?:java|ecma)script)|(?P<manifest>application/manifest)"
    r"|(?P<eventsource>text/event-stream)|(?P<font>font/|application/(?:x-)?font|application/vnd.ms-fontobject)"
    r"|(?P<image>image/)|(?P<media>audio/|video/)"
)
_TYPE_OF_NAME = late(
    r"(?P<websocket>wss?:)|[^?#]*\.(?:(?P<script>m?js)|(?P<stylesheet>css)|(?P<font>woff2?|ttf|otf|eot)"
    r"|(?P<image>png|jpe?g|gif|webp|avif|svg|ico)|(?P<media>mp[34]|webm|ogg|m3u8)|(?P<document>html?))(?:[?#]|$)",
    re.IGNORECASE,
)


def number(value: object) -> float | None:
    """A finite number, also one written as a string; None for anything else and for booleans."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        result = float(value)
    except (OverflowError, ValueError):
        return None
    return result if isfinite(result) else None


def size(value: object) -> int | None:
    """A number of bytes, or None when it is not known (absent, -1, a word)."""
    known = number(value)
    return None if known is None or known < 0 else int(known)


def failure(
    error: object = None, *, blocked: object = None, cors: object = None, canceled: bool = False
) -> tuple[State, str]:
    """What a recorder's words about a failure mean: failed, blocked or aborted, and the text to show.

    `error` may be a text, a flag or an object with a message. (`State.UNKNOWN`, ``""``) when nothing failed.
    """
    text = _error_text(error)
    reasons = [f"CORS {cors}"] if cors else [f"blocked: {blocked}"] if blocked else []
    shown = " ".join([text, *(f"({reason})" for reason in reasons)]) if text else "".join(reasons)
    if blocked and not cors:
        return State.BLOCKED, shown
    if cors or "CORS" in text:
        return State.FAILED, shown
    if canceled or _ABORTED.search(text):
        return State.ABORTED, shown
    if _BLOCKED.search(text):
        return State.BLOCKED, shown
    return (State.FAILED if text or error is True else State.UNKNOWN), shown


def settle(entry: NetworkEntry) -> NetworkEntry:
    """Work out status, state, severity, text and what else follows from what a reader set; the same object.

    Reads `status_raw` or `status`, `error`, `from_cache`, `timings`, `mime` and the response headers. A state
    that the reader set stays, unless the server answered with an error.
    """
    if entry.status is None:
        _settle_status(entry)
    if not entry.mime and entry.response_headers:
        entry.mime = header(entry.response_headers, "content-type")
    if entry.mime:
        mime = entry.mime.partition(";")[0].strip().lower()
        entry.mime = "" if mime == "x-unknown" else mime
    if not entry.type:
        entry.type = resource_type("", entry.mime, entry.url)
    if entry.duration_ms is None and entry.timings:
        entry.duration_ms = sum(ms for phase, ms in entry.timings.items() if phase != "ssl")
    if entry.status == 304 and not entry.from_cache:
        entry.from_cache = "cache"
    entry.method = entry.method.upper()
    entry.state, entry.error = _state(entry)
    entry.severity = _SEVERITY.get(entry.state, Severity.INFO)
    entry.text = _summary(entry)
    return entry


def status_words(line: str) -> str:
    """Words of a status line: ``OK`` for ``HTTP/1.1 200 OK``; a text that is no status line as it is."""
    match = _STATUS_LINE.fullmatch(line.strip())
    return line if match is None else match[2] or ""


def headers(value: object) -> Headers:
    """Name and value pairs of any recorder's headers: list, map or text; ``()`` for anything else."""
    if isinstance(value, dict):
        return tuple(pair for name, item in value.items() for pair in _header(str(name), item))
    if isinstance(value, str):
        lines = (line.partition(":") for line in re.split(r"\r?\n", value))
        return tuple((name.strip(), text.strip()) for name, colon, text in lines if colon and name.strip())
    if not isinstance(value, list):
        return ()
    pairs: list[tuple[str, str]] = []
    for item in value:
        if isinstance(item, dict) and "name" in item:
            name, text = item["name"], item.get("value")
            if isinstance(name, str) and isinstance(text, str) and "\n" not in text:
                pairs.append((name, text))
                continue
            pairs.extend(_header(_header_text(item["name"]), item.get("value")))
        elif isinstance(item, list) and len(item) == 2:
            pairs.extend(_header(_header_text(item[0]), item[1]))
        elif isinstance(item, (dict, str)):
            pairs.extend(headers(item))
    return tuple(pairs)


def header(headers: Headers, name: str) -> str:
    """First value of a header, names compared without case; empty when there is none."""
    wanted = name.lower()
    for given, value in headers:
        if given.lower() == wanted:
            return value
    return ""


def body(value: object, mime: str = "", encoding: str = "") -> Body | None:
    """A body from a text, a parsed JSON value or a typed value (``{"type": "base64", "value": ...}``).

    None when nothing was recorded. A recorder's remark that it could not read it becomes `Body.missing`.
    """
    if value is None or value == "":
        return None
    if (
        isinstance(value, dict)
        and value.keys() == {"type", "value"}
        and value["type"] in ("string", "base64")
    ):
        return body(value["value"], mime, value["type"])
    text = value if isinstance(value, str) else json_text(value)
    if len(text) <= _LONGEST_UNREAD and _UNREAD_BODY.match(text):
        return Body(mime=mime, missing=text)
    kind = "application/json" if not mime and not isinstance(value, str) else mime
    return Body(text=text, encoding="base64" if encoding.lower() == "base64" else "utf8", mime=kind)


def json_text(value: object) -> str:
    """A parsed JSON value as JSON text again; a remark when it is nested too deeply to be written."""
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):
        try:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
        except (RecursionError, ValueError):
            return "[nested too deeply to be shown]"


def resource_type(word: str, mime: str = "", url: str = "") -> str:
    """Our word (see `NetworkEntry.type`) for a recorder's word; without one, a guess by mime type and URL."""
    key = _plain(word)
    known = _TYPE_OF_WORD.get(key)
    if known is not None:
        return known
    match = _TYPE_OF_MIME.match(mime.lower()) or _TYPE_OF_NAME.match(url)
    if match is not None and match.lastgroup is not None:
        return match.lastgroup
    return _TYPE_OF_LOOSE_WORD.get(key, "other" if key else "")


@lru_cache
def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.lower())


def initiator(value: object) -> tuple[str, tuple[Frame, ...]]:
    """Who asked for a request, from the object of Chrome's HAR and DevTools protocol, and its stack."""
    if not isinstance(value, dict):
        return "", ()
    kind, url = value.get("type"), value.get("url")
    frames = read_stack(value["stack"], zero_based=True) if value.get("stack") else ()
    frame = web_frame(frames)
    if isinstance(url, str) and url:
        frame = Frame("", url, position(value.get("lineNumber"), zero_based=True))
    words = [kind] if isinstance(kind, str) else []
    if frame is not None:
        words.append(frame.url if frame.line is None else f"{frame.url}:{frame.line}")
    return " ".join(filter(None, words)), frames


def cache_word(value: object) -> str:
    """memory, disk, service_worker or cache for a recorder's word or flag; empty when not from a cache."""
    if not isinstance(value, str):
        return "cache" if value is True else ""
    word = value.lower()
    if "memory" in word:
        return "memory"
    if "disk" in word:
        return "disk"
    if "worker" in word:
        return "service_worker"
    return "cache" if "cache" in word or word == "true" else ""


def _settle_status(entry: NetworkEntry) -> None:
    raw = entry.status_raw
    if isinstance(raw, str):
        line = _STATUS_LINE.fullmatch(raw.strip())
        if line is None:
            return
        raw = int(line[1])
        entry.status_text = entry.status_text or line[2] or ""
    known = number(raw)
    if known is not None and 1 <= known < 1_000_000:
        entry.status = int(known)


def _state(entry: NetworkEntry) -> tuple[State, str]:
    status = entry.status
    state, error = entry.state, entry.error
    if state is State.UNKNOWN:
        state, error = failure(error or _status_word(entry.status_raw))
    if status is not None and status >= 400 and state not in (State.BLOCKED, State.PENDING):
        return (State.CLIENT_ERROR if status < 500 else State.SERVER_ERROR if status < 600 else state), error
    if state is not State.UNKNOWN:
        return state, error
    if status == 304 or entry.from_cache:
        return State.CACHED, error
    if status is not None:
        return (State.REDIRECT if 300 <= status < 400 else State.OK), error
    raw = entry.status_raw
    if isinstance(raw, str) and raw.strip().lower() == "pending":
        return State.PENDING, error
    return (State.UNKNOWN if number(raw) is None else State.FAILED), error


def _status_word(raw: object) -> str:
    return raw if isinstance(raw, str) and raw.strip("() ").lower() in _FAILURE_WORDS else ""


def _summary(entry: NetworkEntry) -> str:
    parts = [entry.method, entry.url]
    if entry.status is not None:
        parts.append(str(entry.status))
    parts.append(entry.status_text)
    if entry.state in _WITHOUT_ANSWER:
        parts.append(entry.state.value)
    parts.append(entry.error)
    return " ".join(filter(None, parts))


def _error_text(error: object) -> str:
    if isinstance(error, dict):
        named = (error.get(key) for key in ("message", "errorText", "text", "name", "code"))
        error = next((text for text in named if text), error or None)
    if error is None or isinstance(error, bool):
        return ""
    text = error if isinstance(error, str) else json_text(error)
    return "" if text.strip().lower() in _NO_ERROR else text


def _header(name: str, value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, list):
        return [(name, _header_text(item)) for item in value]
    text = _header_text(value)
    return [(name, part.rstrip("\r")) for part in text.split("\n")] if "\n" in text else [(name, text)]


def _header_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and isinstance(value.get("value"), str):
        return _decoded(value["value"]) if value.get("type") == "base64" else str(value["value"])
    return "" if value is None else json_text(value)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        return text
