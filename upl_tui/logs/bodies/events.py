"""Streams of events and of documents: server-sent events, newline-delimited JSON, WebSocket messages.

Source: the HTML standard, 9.2.6 "Interpreting an event stream".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from upl_tui.clock import format_offset
from upl_tui.entries import SocketFrame
from upl_tui.logs.bodies.binary import hex_dump, masked_bytes
from upl_tui.logs.bodies.encoding import from_base64
from upl_tui.logs.bodies.part import Part
from upl_tui.logs.pretty import pretty_json
from upl_tui.logs.units import format_size
from upl_tui.redact import Masker

_LINE = re.compile(r"\r\n|\n|\r")
_ARROWS = {"send": "↑", "receive": "↓"}
_BINARY = 2
_CONTROL = {8: "close", 9: "ping", 10: "pong"}
_DUMPED = 1024


@dataclass(slots=True)
class _Event:
    name: str = ""
    id: str = ""
    data: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        body = "\n".join(self.data)
        said = (f"event {self.name}" if self.name else "", f"id {self.id}" if self.id else "")
        heading = " ".join(("↓", *filter(None, said), format_size(len(body.encode(errors="replace")))))
        return "\n".join(filter(None, (heading, *self.other, pretty_json(body))))


def event_stream_view(masked: str) -> Part:
    """Server-sent events, each under a line with its name, id and size."""
    events = [str(event) for event in _events(masked)]
    return Part(f"event stream · {len(events)}", "\n".join(events), "messages")


def documents_view(masked: str) -> Part | None:
    """Newline-delimited JSON, each document laid out; None when it is not several lines of JSON."""
    lines = [line for line in masked.split("\n") if line.strip()]
    if len(lines) < 2 or not all(map(_is_document, lines)):
        return None
    return Part(f"NDJSON · {len(lines)}", "\n".join(map(pretty_json, lines)), "json")


def message_text(frame: SocketFrame, masker: Masker) -> str:
    """A message of a WebSocket under a line with arrow, time, size and what kind it is."""
    data = from_base64(frame.text) if frame.opcode == _BINARY else None
    size = len(frame.text.encode(errors="replace")) if data is None else len(data)
    kind = "binary" if frame.opcode == _BINARY else _CONTROL.get(frame.opcode or 1, "")
    arrow = _ARROWS.get(frame.direction, frame.direction)
    heading = " ".join(
        filter(None, (arrow, format_offset(frame.at_ms), format_size(size), kind, frame.event))
    )
    if data is None:
        return f"{heading}\n{pretty_json(masker.body(frame.text, ''))}".rstrip("\n")
    shown, note = masked_bytes(data, _DUMPED, masker)
    left = (f"{format_size(size - _DUMPED)} more",) if size > _DUMPED else ()
    return "\n".join((heading, *note, *hex_dump(shown), *left))


def _is_document(line: str) -> bool:
    if line.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _events(text: str) -> Iterator[_Event]:
    event = _Event()
    for line in (*_LINE.split(text.removeprefix("\ufeff")), ""):
        if not line:
            if event != _Event():
                yield event
            event = _Event()
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match name:
            case "event":
                event.name = value
            case "id":
                event.id = value
            case "data":
                event.data.append(value)
            case _:
                event.other.append(line)
