"""Files of the fault server's recordings, made on demand: 400 console lines, 120 requests, 60 actions."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from upl_tui.model import Part

STARTED_AT = "2026-03-02T09:15:30.000Z"
STARTED_MS = 1_772_442_930_000
DURATION_MS = 120_000

Row = dict[str, Any]


def console_row(number: int, message: str = "") -> Row:
    """A flat console line; every tenth is an error, every seventh a warning."""
    level = "error" if number % 10 == 9 else "warn" if number % 7 == 6 else "info"
    text = message or f"step {number}: the cart has {number % 5} items"
    return {"timestamp": STARTED_MS + number * 250, "level": level, "message": text, "args": [text, number]}


def network_row(number: int, url: str = "") -> Row:
    """A flat request; every fifteenth fails with 500."""
    return {
        "timestamp": STARTED_MS + number * 900,
        "method": "POST" if number % 4 == 3 else "GET",
        "url": url or f"https://shop.example.com/api/items/{number}",
        "status": 500 if number % 15 == 14 else 200,
        "durationMs": 20 + number,
        "requestHeaders": {"accept": "application/json"},
        "responseHeaders": {"content-type": "application/json"},
        "responseBody": json.dumps({"item": number}),
    }


def action_row(number: int, text: str = "") -> Row:
    """A click on a button."""
    return {
        "timestamp": STARTED_MS + number * 1_800,
        "type": "click",
        "selector": f"#buy-{number}",
        "text": text or f"Buy {number}",
        "x": 10 + number,
        "y": 20,
        "url": "https://shop.example.com/cart",
    }


def dumped(value: object) -> bytes:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def ndjson(rows: list[Row]) -> bytes:
    """One row a line, the last one ended too."""
    return b"".join(dumped(row) + b"\n" for row in rows)


def console(count: int = 400) -> bytes:
    """Console rows as NDJSON."""
    return ndjson([console_row(number) for number in range(count)])


def network(count: int = 120) -> bytes:
    """Requests as a JSON array."""
    return dumped([network_row(number) for number in range(count)])


def actions(count: int = 60) -> bytes:
    """Actions as a JSON array."""
    return dumped([action_row(number) for number in range(count)])


HOSTILE_TEXTS = (
    "title\x1b]0;owned\x07end",
    "clip\x1b]52;c;b3duZWQ=\x1b\\end",
    "link\x1b]8;;http://evil.example\x1b\\end",
    "clear\x1b[2J\x1b[Hend",
    "reset\x1bcend",
    "sixel\x1bPq#0\x1b\\end",
    "kitty\x1b_Ga=T\x1b\\end",
    "c1 csi\x9b31mend",
    "c1 osc\x9d0;owned\x9cend",
    "return\roverwritten",
    "nul\x00end",
    "shift\x0e\x0fend",
    "delete\x7fend",
    "bidi\u202eend",
    "isolate\u2066end",
    "zero\u200b\u200d\ufeffend",
    "separator\u2028end\u2029",
    "tags\U000e0041end",
    "filler\u3164\u115fend",
    "surrogate\ud83dend",
    "marks" + "\u0301" * 400 + "end",
    "x[/red]",
    "[@click=app.quit]x[/]",
    "[link=http://evil.example]x[/link]",
    "[a=b",
    "\\[x]",
)


def hostile(text: str) -> str:
    """A text with a bit of everything a terminal or a markup parser obeys."""
    return f"{text}\x1b]0;owned\x07\x1b[31m\x9b1m\u202e\u200b\r[/red][@click=app.quit]x"


SECRETS: dict[str, str] = {
    "authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ",
    "proxy-authorization": "Basic Y2FuYXJ5OmNhbmFyeS1wcm94eQ==",
    "cookie": "session=canary-cookie-session; theme=dark",
    "x-api-key": "canary-header-api-key-4f3a",
    "x-csrf-token": "canary-header-csrf-81bc",
    "x-amz-security-token": "canary-header-amz-77de",
    "set-cookie": "sid=canary-set-cookie-sid; HttpOnly",
}
"""Request headers (the last is the answer's) of `rec_secrets`, with values that must not show."""
URL_SECRETS = ("token", "access_token", "api_key", "X-Amz-Signature", "code", "password")
BODY_SECRETS = ("password", "client_secret", "refresh_token", "cardNumber", "cvv", "otp")
TEXT_SECRETS = (
    "ghp_canary0000000000000000000000000000000",
    "AKIACANARY0000000000",
    "xoxb-000000000000-canarycanarycanary",
    "sk_live_canary000000000000000000",
    "uspl_canary00000000000000000000",
)
BENIGN = ("tokenize", "passwordless", "keyboard", "author", "monkey", "secretary", "cookies: 3", "api_keys")


def _secret_console() -> bytes:
    rows = [console_row(number, f"using {secret} now") for number, secret in enumerate(TEXT_SECRETS)]
    return ndjson(rows + [console_row(90 + number, f"see {word}") for number, word in enumerate(BENIGN)])


def _secret_network() -> bytes:
    query = "&".join(f"{name}=canary-url-{name}" for name in URL_SECRETS)
    body = {name: f"canary-body-{name}" for name in BODY_SECRETS} | {"monkey": "benign"}
    form = "&".join(f"{name}=canary-form-{name}" for name in BODY_SECRETS)
    first = network_row(0, f"https://user:canary-userinfo@shop.example.com/login?{query}&page=2")
    second = network_row(1, "https://shop.example.com/login")
    first |= {
        "requestHeaders": {name: value for name, value in SECRETS.items() if name != "set-cookie"},
        "responseHeaders": {"set-cookie": SECRETS["set-cookie"], "content-type": "application/json"},
        "requestBody": json.dumps(body),
    }
    second |= {
        "requestHeaders": {"content-type": "application/x-www-form-urlencoded"},
        "requestBody": form,
        "responseBody": json.dumps(body),
    }
    return dumped([first, second])


def _bad_lines() -> bytes:
    bad = (
        b"{",
        b"not json",
        b'{"level":',
        b"]",
        b"undefined",
        b"'single'",
        b"{]}",
        b"\xff\xfe",
        b"<p>",
        b"{}}",
    )
    lines = [dumped(console_row(number)) for number in range(200)]
    for number, line in enumerate(bad):
        lines.insert(number * 21, line)
    return b"\n".join(lines) + b"\n"


def _bad_utf8() -> bytes:
    lines = [dumped(console_row(number, f"byte {number} X end")) for number in range(9)]
    return b"\n".join(line.replace(b"X", bytes([0x80 + number])) for number, line in enumerate(lines)) + b"\n"


def _deep() -> bytes:
    nests = [b'{"level":"info","message":' + b"[" * n + b"]" * n + b"}" for n in (100, 2_000, 200_000)]
    return b"\n".join([dumped(console_row(0)), *nests, dumped(console_row(1))]) + b"\n"


def _huge_line() -> bytes:
    huge = console_row(1) | {"message": "long " + "x" * 40_000_000}
    return ndjson([console_row(0), huge, console_row(2)])


def _not_a_number() -> bytes:
    values = ("NaN", "Infinity", "-Infinity", "1e400")
    lines = (f'{{"level":"info","message":"odd","timestamp":{STARTED_MS},"value":{v}}}' for v in values)
    return ("\n".join(lines) + "\n").encode()


_ODD: tuple[Any, ...] = (None, 0, -1, 1.5, True, "", "word", [], {}, [1], {"a": 1}, "1e3")


def _wrong_types(row: Row, keys: tuple[str, ...]) -> list[Row]:
    return [row | {key: odd} for key in keys for odd in _ODD]


def _har() -> bytes:
    entry: Row = {
        "startedDateTime": STARTED_AT,
        "time": 12.5,
        "request": {"method": "GET", "url": "https://shop.example.com/", "headers": [], "cookies": []},
        "response": {"status": 200, "statusText": "OK", "headers": [], "content": {"size": 0}},
        "timings": {"send": 0, "wait": 12, "receive": 0.5},
    }
    return dumped({"log": {"version": "1.2", "creator": {"name": "test"}, "entries": [entry] * 20}})


def _unordered() -> bytes:
    return ndjson([console_row((number * 7919) % 400 // 2) for number in range(400)])


def _large() -> bytes:
    block = console(2_000)
    return block * (50_000_000 // len(block) + 1)


def _hostile_console() -> bytes:
    return ndjson([console_row(number, text) for number, text in enumerate(HOSTILE_TEXTS)])


def _hostile_network() -> bytes:
    rows = [network_row(n, f"https://shop.example.com/{text}") for n, text in enumerate(HOSTILE_TEXTS)]
    return dumped(
        [row | {"responseHeaders": {"x-note": text}} for row, text in zip(rows, HOSTILE_TEXTS, strict=True)]
    )


def _hostile_actions() -> bytes:
    return dumped([action_row(number, text) for number, text in enumerate(HOSTILE_TEXTS)])


def _picture(width: int, height: int) -> bytes:
    """A black 1-bit PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(bytes((1 + -(-width // 8)) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_DEFAULT: dict[Part, Callable[[], bytes]] = {
    Part.CONSOLE: console,
    Part.NETWORK: network,
    Part.ACTION: actions,
    Part.THUMBNAIL: lambda: _picture(64, 36),
    Part.VIDEO: lambda: b"\x1aE\xdf\xa3" + bytes(1000),
}

_SPECIAL: dict[tuple[str, Part], Callable[[], bytes]] = {
    ("rec_empty_file", Part.CONSOLE): lambda: b"",
    ("rec_empty_file", Part.NETWORK): lambda: b"",
    ("rec_empty_file", Part.ACTION): lambda: b"",
    ("rec_bad_lines", Part.CONSOLE): _bad_lines,  # C01
    ("rec_bad_utf8", Part.CONSOLE): _bad_utf8,  # C02
    ("rec_deep_nesting", Part.CONSOLE): _deep,  # C03
    ("rec_huge_line", Part.CONSOLE): _huge_line,  # C04
    ("rec_dup_keys", Part.CONSOLE): lambda: b'{"level":"info","message":"first","message":"second"}\n' * 3,
    ("rec_nan", Part.CONSOLE): _not_a_number,  # C06
    ("rec_bom", Part.CONSOLE): lambda: b"\xef\xbb\xbf" + console(),  # C07
    ("rec_bom", Part.NETWORK): lambda: b"\xef\xbb\xbf" + network(),
    ("rec_crlf", Part.CONSOLE): lambda: console().replace(b"\n", b"\r\n"),  # C08
    ("rec_no_final_newline", Part.CONSOLE): lambda: console().rstrip(b"\n"),  # C09
    ("rec_console_is_array", Part.CONSOLE): lambda: dumped([console_row(n) for n in range(400)]),  # C10
    ("rec_network_is_ndjson", Part.NETWORK): lambda: ndjson([network_row(n) for n in range(120)]),
    ("rec_scalar", Part.CONSOLE): lambda: b"null",  # C11
    ("rec_scalar", Part.NETWORK): lambda: b"42",
    ("rec_scalar", Part.ACTION): lambda: b"[]",
    ("rec_wrong_types", Part.CONSOLE): lambda: ndjson(  # C12
        _wrong_types(console_row(0), ("timestamp", "level", "message"))[:35]
    ),
    ("rec_wrong_types", Part.NETWORK): lambda: dumped(
        _wrong_types(network_row(0), ("timestamp", "status", "url"))
    ),
    ("rec_unordered", Part.CONSOLE): _unordered,  # C13
    ("rec_ok_50mb", Part.CONSOLE): _large,  # C14
    ("rec_har", Part.NETWORK): _har,  # C15
    ("rec_wrapped", Part.NETWORK): lambda: dumped({"requests": [network_row(n) for n in range(30)]}),
    ("rec_escape_injection", Part.CONSOLE): _hostile_console,  # D01
    ("rec_escape_injection", Part.NETWORK): _hostile_network,
    ("rec_escape_injection", Part.ACTION): _hostile_actions,
    ("rec_secrets", Part.CONSOLE): _secret_console,  # S02
    ("rec_secrets", Part.NETWORK): _secret_network,
    ("rec_thumb_bomb", Part.THUMBNAIL): lambda: _picture(13_000, 13_000),  # F05
}

SPECIAL_RECORDINGS = tuple(
    dict.fromkeys(recording for recording, _ in _SPECIAL if recording != "rec_empty_file")
)
"""Recordings with particular content and nothing wrong with their delivery."""


@cache
def file_of(recording: str, part: Part) -> bytes:
    """The stored file of a recording's part."""
    return _SPECIAL.get((recording, part), _DEFAULT[part])()
