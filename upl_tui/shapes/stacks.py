"""Stacks in every spelling as frames: text of V8, Firefox and Safari, and frame objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from upl_tui.entries import Frame

_FUNCTION_KEYS = ("functionName", "function", "func", "fn", "methodName", "method", "name")
_URL_KEYS = ("url", "fileName", "filename", "file", "source", "scriptURL", "uri", "abs_path", "path")
_LINE_KEYS = ("lineNumber", "line", "lineno", "lineNo", "row")
_COLUMN_KEYS = ("columnNumber", "column", "col", "colno", "colNo")
_LIST_KEYS = ("callFrames", "frames", "stack", "stacktrace", "stackTrace", "trace")
_LONGEST_CHAIN = 64
_LONGEST_NUMBER = 9


def read_stack(value: object, *, zero_based: bool = False) -> tuple[Frame, ...]:
    """Frames of a stack in any spelling: text, a list of frames or texts, or an object that holds one.

    `zero_based` says that objects number lines and columns from 0 (DevTools protocol, BiDi, Lighthouse);
    text always counts from 1. Asynchronous parents follow, each after a frame ``Promise.then (async)``.
    """
    return tuple(_chain(value, zero_based, _LONGEST_CHAIN))


def _chain(value: object, zero_based: bool, depth: int) -> Sequence[Frame]:
    frames: list[Frame] = []
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(value, Mapping):
            break
        inner = next((value[key] for key in _LIST_KEYS if value.get(key)), None)
        frames.extend(_frames(inner, zero_based, depth - 1))
        value = value.get("parent")
        if isinstance(value, Mapping) and isinstance(value.get("description"), str) and value["description"]:
            frames.append(Frame(function=f"{value['description']} (async)"))
    else:
        return frames
    return [*frames, *_frames(value, zero_based, depth - 1)]


def parse_stack_text(text: str) -> tuple[Frame, ...]:
    """Frames of a stack's text; lines that are none (the message above them) are left out."""
    return tuple(frame for line in text.split("\n") if (frame := parse_frame_text(line)) is not None)


def parse_frame_text(line: str) -> Frame | None:
    """One line of a stack: ``at fn (url:1:2)``, ``fn (url:1:2)``, ``fn@url:1:2``; None for other text."""
    line = line.strip()
    called = line.startswith("at ")
    if called:
        line = line[3:].lstrip()
    if line.endswith(")") and "(" in line:
        function, _, place = line[:-1].partition("(")
        function = function.rstrip()
        url, row, column = _place(place)
        if row is None and not called:
            return None
        return Frame(function, url if row is not None or _is_place(url) else "", row, column)
    if called:
        url, row, column = _place(line.removeprefix("async "))
        if row is None and not _is_place(url):
            return Frame(function=line)
        return Frame("", url, row, column)
    function, at, place = line.partition("@")
    url, row, column = _place(place)
    return Frame(function, url, row, column) if at and row is not None else None


def web_frame(frames: Iterable[Frame]) -> Frame | None:
    """First frame with an http(s) address: frames above it are the recorder's own wrappers."""
    return next((frame for frame in frames if frame.url.startswith(("http://", "https://"))), None)


def position(value: object, *, zero_based: bool = False) -> int | None:
    """A line or column number counted from 1; None when it is none."""
    if isinstance(value, str) and _is_number(value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value + 1 if zero_based else value


def _frames(value: object, zero_based: bool, depth: int) -> Sequence[Frame]:
    if isinstance(value, str):
        return parse_stack_text(value)
    if isinstance(value, Mapping):
        return _chain(value, zero_based, depth) if depth else ()
    if not isinstance(value, list):
        return ()
    frames: list[Frame] = []
    for item in value:
        if isinstance(item, str):
            frames.append(parse_frame_text(item) or Frame(function=item.strip()))
        elif isinstance(item, Mapping):
            frames.append(_frame(item, zero_based))
    return frames


def _frame(item: Mapping[str, Any], zero_based: bool) -> Frame:
    function, url = _first(item, _FUNCTION_KEYS), _first(item, _URL_KEYS)
    return Frame(
        function if isinstance(function, str) else "",
        url if isinstance(url, str) else "",
        position(_first(item, _LINE_KEYS), zero_based=zero_based),
        position(_first(item, _COLUMN_KEYS), zero_based=zero_based),
    )


def _first(item: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _place(text: str) -> tuple[str, int | None, int | None]:
    """Address, line and column of ``url:line:column``; the port of a bare origin is no line."""
    head, _, last = text.rpartition(":")
    if not _is_number(last) or ("://" in head and "/" not in head.partition("://")[2]):
        return text, None, None
    url, _, middle = head.rpartition(":")
    if _is_number(middle):
        return url, int(middle), int(last)
    return head, int(last), None


def _is_place(text: str) -> bool:
    return "://" in text or text.startswith("<")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
