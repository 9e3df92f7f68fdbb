"""What a refused request was answered, in a few lines: mostly enough to know why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from upl_tui.entries import NetworkEntry
from upl_tui.formats.value import read_json
from upl_tui.logs.requests import body_text, has_failed
from upl_tui.redact import Masker

_LONGEST_BODY = 10_000
"""Characters: what is longer is a page, no error message."""
_MOST_LINES = 6
_DEEPEST = 6
_LONGEST_LINE = 300
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)


def answer_in_short(entry: NetworkEntry, masker: Masker) -> str:
    """``name = value`` of the JSON, else the title of the page or the first line; masked.

    Empty for a request that did not fail, and where no short text was recorded.
    """
    text = (body_text(entry.response_body) or "").strip()
    if entry.response_body is None or not has_failed(entry) or not 0 < len(text) <= _LONGEST_BODY:
        return ""
    masked = masker.body(text, entry.response_body.mime)
    value, _ = read_json(masked.encode(errors="replace"))
    if isinstance(value, dict | list):
        lines = (f"{name} = {leaf}" for name, leaf in _leaves(value, "", _DEEPEST))
        return "\n".join(_one_line(line) for line in islice(lines, _MOST_LINES))
    if masked.startswith("<"):
        title = _TITLE.search(masked)
        return _one_line(title[1]) if title else ""
    return _one_line(masked.partition("\n")[0])


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    """The values that hold no others, each with the names that lead to it."""
    if isinstance(value, dict):
        inner = [(f"{path}.{name}" if path else str(name), each) for name, each in value.items()]
    elif isinstance(value, list):
        inner = [(f"{path}[{place}]", each) for place, each in enumerate(value[:_MOST_LINES])]
    else:
        yield path, "null" if value is None else str(value).lower() if isinstance(value, bool) else value
        return
    if depth > 0:
        for name, each in inner[:_MOST_LINES]:
            yield from _leaves(each, name, depth - 1)


def _one_line(text: str) -> str:
    return " ".join(text[: _LONGEST_LINE * 2].split())[:_LONGEST_LINE]
