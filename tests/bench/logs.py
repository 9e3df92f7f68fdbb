"""Contents of the recordings to measure with: a busy console, requests with bodies, actions of a person.

Words to look for stand at known places.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from tests.bench.text import SITE, WORDS, Text

FIRST = "first-entry-of-all"
"""In the first console entry, the first request and the first action."""
LAST = "last-entry-of-all"
"""In the last console entry."""
NEEDLE = "quartz-needle-4711"
"""In one console entry, nine tenths down the file."""
AFTER_NEEDLE = "behind-the-quartz"
"""The word after the needle: nobody types it, so whoever shows it has found the needle."""
BODY = "first-key-of-the-body"
"""In every JSON body, at its beginning."""

_START_MS = 1_760_000_000_000
_LEVELS = {"debug": 20, "log": 35, "info": 25, "warn": 13, "error": 7}
_MESSAGES = {
    "debug": ("[{a}] {b} {c} settled in {f} ms", "{a}.{b} changed: {tail}", "frame {n} {a}/{b} {tail}"),
    "log": ("{a} {b}: {tail}", "[{a}] {tail} ({n} of {m})", "{a} took {f} ms, {b} {c} {tail}"),
    "info": ("Went to {url}", "{a} {b} ready after {f} ms: {tail}", "session {x} {a} {tail}"),
    "warn": ("[Violation] '{a}' handler took {n} ms", "{a} {b} is deprecated, use {c}: {tail}"),
    "error": (
        "GET {url} {status}",
        "Uncaught TypeError: Cannot read properties of undefined (reading '{a}')",
        "{a} {b} timeout {n} after retry {m}: {tail}",
    ),
}
_FOREIGN = ("注文を確認できません", "Übertragung abgebrochen", "оплата отклонена", "🚚 livraison prévue")
_MIMES = {
    "application/json": 48,
    "application/javascript": 14,
    "text/html": 8,
    "text/css": 6,
    "text/plain": 6,
    "image/webp": 16,
    "font/woff2": 2,
}
_STATUSES = {200: 82, 204: 4, 304: 6, 302: 1, 401: 1, 404: 3, 429: 1, 500: 2}


def console_lines(size: int) -> Iterator[bytes]:
    """Lines of a console log of about `size` bytes: most of 100 to 500, some with a stack of 3 to 6 kB."""
    text = Text(f"console {size}")
    levels = text.random.choices(list(_LEVELS), list(_LEVELS.values()), k=4_096)
    written, number, at = 0, 0, float(_START_MS)
    needle_at = size * 9 // 10
    while written < size:
        level = levels[text.number(0, 4_095)]
        at += text.random.expovariate(1 / 18)
        entry = _console_entry(text, level, at)
        if number == 0:
            entry["message"] = f"{FIRST} {entry['message']}"
        if 0 < needle_at <= written:
            entry["message"], needle_at = f"{NEEDLE} {AFTER_NEEDLE} {entry['message']}", 0
        if written + 1_000 > size:
            entry["message"], size = f"{LAST} {entry['message']}", 0
        line = orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)
        written += len(line)
        number += 1
        yield line


def _console_entry(text: Text, level: str, at: float) -> dict[str, object]:
    n = text.number(0, 99_999)
    message = text.random.choice(_MESSAGES[level]).format(
        a=text.word(), b=text.word(), c=text.word(), n=n, m=n % 40, f=f"{n / 37:.2f}", x=text.hex(),
        url=text.url(), status=(404, 500, 502, 403)[n % 4], tail=text.sentence(),
    )  # fmt: skip
    chance = text.random.random()
    if chance < 0.07:
        message = f"{text.random.choice(_FOREIGN)} {message}"
    entry: dict[str, object] = {
        "timestamp": round(at - text.number(1, 4) if chance > 0.995 else at, 3),
        "level": level,
        "source": "console-api",
        "message": message,
        "url": f"{SITE}/assets/{WORDS[n % 40]}.js",
        "line": n,
        "column": n % 911,
    }
    if chance < 0.03:
        entry["args"] = [message, text.tree(1)]
    if chance < 0.008 or (level == "error" and chance < 0.05):
        entry["stack"] = text.frames(text.number(25, 45))
    return entry


def har_pieces(requests: int, *, body_bytes: int = 0) -> Iterator[bytes]:
    """A HAR 1.2; bodies are very unequal, or JSON of `body_bytes` each."""
    text = Text(f"network {requests} {body_bytes}")
    head = {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "pages": []}
    yield b'{"log":' + orjson.dumps(head)[:-1] + b',"entries":[\n'
    at = float(_START_MS)
    for number in range(requests):
        at += text.random.expovariate(1 / 140)
        url = f"{SITE}/{FIRST}" if number == 0 else text.url()
        entry = _har_entry(text, url, at, body_bytes)
        yield (b",\n" if number else b"") + orjson.dumps(entry)
    yield b"\n]}}\n"


def _har_entry(text: Text, url: str, at: float, body_bytes: int) -> dict[str, object]:
    mime, status = _pick(text, _MIMES), _pick(text, _STATUSES)
    size = int(text.random.lognormvariate(6.8, 1.2))
    if body_bytes:
        mime, status, size = "application/json", 200, body_bytes
    wait, receive = (round(text.random.lognormvariate(mean, 0.9), 3) for mean in (3.6, 1.2))
    return {
        "startedDateTime": _iso(at),
        "time": round(wait + receive, 3),
        "request": _request(text, url),
        "response": _response(text, mime, status, size),
        "cache": {},
        "timings": {"blocked": 1.5, "dns": -1, "connect": -1, "send": 0.1, "wait": wait, "receive": receive},
        "serverIPAddress": "203.0.113.7",
    }


def _request(text: Text, url: str) -> dict[str, object]:
    request: dict[str, object] = {
        "method": "GET",
        "url": url,
        "httpVersion": "h2",
        "cookies": [],
        "headers": _headers(
            accept="*/*",
            cookie=f"sid={text.hex()}{text.hex()}; theme=dark",
            referer=f"{SITE}/{text.word()}",
            user_agent="Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
            x_request_id=text.hex() * 3,
        ),
        "queryString": [{"name": "id", "value": url[-8:]}],
        "headersSize": -1,
        "bodySize": 0,
    }
    if text.random.random() < 0.2:
        posted = {"mimeType": "application/json", "text": _json(text.tree(1))}
        request |= {"method": "POST", "postData": posted}
    return request


def _response(text: Text, mime: str, status: int, size: int) -> dict[str, object]:
    content = _content(text, mime, size) if status == 200 else {"size": 0, "mimeType": mime}
    return {
        "status": status,
        "statusText": "",
        "httpVersion": "h2",
        "cookies": [],
        "headers": _headers(
            content_type=mime,
            cache_control="max-age=600",
            etag=f'W/"{text.hex()}"',
            server="edge",
            strict_transport_security="max-age=63072000; includeSubDomains; preload",
        ),
        "content": content,
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": content["size"],
    }


def _content(text: Text, mime: str, size: int) -> dict[str, Any]:
    if mime.startswith(("image/", "font/")):
        body = b64encode(text.random.randbytes(size * 3 // 4)).decode()
        return {"size": size, "mimeType": mime, "text": body, "encoding": "base64"}
    make: Callable[[], object] = (lambda: text.tree(2)) if mime == "application/json" else text.sentence
    parts: list[object] = []
    length = 0
    while length < size:
        parts.append(make())
        length += len(orjson.dumps(parts[-1])) + 1
    body = _json({BODY: 1, "rows": parts}) if mime == "application/json" else "\n".join(map(str, parts))
    return {"size": len(body), "mimeType": mime, "text": body}


def actions(count: int) -> bytes:
    """Actions of a person, as a document."""
    text = Text(f"actions {count}")
    rows = [
        {
            "type": text.random.choice(("click", "input", "scroll", "navigation")),
            "timestamp": _START_MS + number * 400,
            "url": f"{SITE}/{FIRST if number == 0 else text.word()}",
            "element": {"tag": "button", "label": text.word(), "selector": f"#{text.word()}"},
            "x": text.number(0, 1_600),
            "y": text.number(0, 900),
        }
        for number in range(count)
    ]
    return orjson.dumps({"version": 1, "startedAt": _iso(_START_MS), "actions": rows})


def _pick(text: Text, weights: dict[Any, int]) -> Any:
    return text.random.choices(list(weights), list(weights.values()))[0]


def _headers(**values: str) -> list[dict[str, str]]:
    return [{"name": name.replace("_", "-"), "value": value} for name, value in values.items()]


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _iso(at_ms: float) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
