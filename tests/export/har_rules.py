"""What HAR 1.2 demands of a document, written from its text (softwareishard.com/blog/har-12-spec)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

_NUMBER = (int, float)
_PAIR = {"name": str, "value": str}
_HALF = {
    "httpVersion": str,
    "cookies": [_PAIR],
    "headers": [_PAIR],
    "headersSize": int,
    "bodySize": int,
}
_ENTRY: dict[str, Any] = {
    "startedDateTime": str,
    "time": _NUMBER,
    "request": {"method": str, "url": str, "queryString": [_PAIR], **_HALF},
    "response": {
        "status": int,
        "statusText": str,
        "redirectURL": str,
        "content": {"size": int, "mimeType": str},
        **_HALF,
    },
    "cache": {},
    "timings": dict.fromkeys(("send", "wait", "receive"), _NUMBER),
}
_MEMBERS = {
    "": "pageref startedDateTime time request response cache timings serverIPAddress connection comment",
    "request": "method url httpVersion cookies headers queryString postData headersSize bodySize comment",
    "response": "status statusText httpVersion cookies headers content redirectURL headersSize bodySize "
    "comment",
    "timings": "blocked dns connect send wait receive ssl comment",
}
_ROUNDING_MS = 1.0


def faults(document: dict[str, Any]) -> list[str]:
    """What is wrong with a document, a sentence each; empty for a valid one."""
    log = document["log"]
    pages = [page["id"] for page in log["pages"]]
    found = list(_misshapen(log["creator"], {"name": str, "version": str}, "creator"))
    if log["version"] != "1.2":
        found.append(f"version is {log['version']}")
    if len(set(pages)) < len(pages):
        found.append("two pages have one id")
    for page in log["pages"]:
        found += _misshapen(
            page, {"startedDateTime": str, "id": str, "title": str, "pageTimings": {}}, "page"
        )
    for number, entry in enumerate(log["entries"]):
        where = f"entry {number}"
        wrong = list(_misshapen(entry, _ENTRY, where))
        found += wrong or [f"{where}: {fault}" for fault in _entry_faults(entry, pages)]
    return found


def _entry_faults(entry: dict[str, Any], pages: list[str]) -> Iterator[str]:
    for name, members in _MEMBERS.items():
        part = entry[name] if name else entry
        for member in part:
            if not member.startswith("_") and member not in members.split():
                yield f"{name} has {member}, which is no member of HAR 1.2"
    if entry.get("pageref", next(iter(pages), None)) not in {*pages, None}:
        yield "pageref names no page"
    if datetime.fromisoformat(entry["startedDateTime"]).tzinfo is None:
        yield "startedDateTime has no zone"
    timings = {name: value for name, value in entry["timings"].items() if name != "comment"}
    for name, value in timings.items():
        if value < 0 and (value != -1 or name in ("send", "wait", "receive")):
            yield f"{name} is {value}"
    if timings.get("ssl", -1) > max(timings.get("connect", -1), 0):
        yield "ssl is longer than connect, which it is a part of"
    whole = sum(value for name, value in timings.items() if name != "ssl" and value >= 0)
    if entry["time"] < 0 or abs(whole - entry["time"]) > _ROUNDING_MS:
        yield f"time is {entry['time']}, the timings make {whole}"


def _misshapen(value: Any, shape: Any, where: str) -> Iterator[str]:
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where} is no object"
            return
        for name, inner in shape.items():
            if name in value:
                yield from _misshapen(value[name], inner, f"{where}.{name}")
            else:
                yield f"{where} has no {name}"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, item in enumerate(value):
            yield from _misshapen(item, shape[0], f"{where}[{number}]")
    elif not isinstance(value, shape) or isinstance(value, bool):
        yield f"{where} is {value!r}"
