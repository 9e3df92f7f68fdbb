"""JSON that survives any recorded value and that a terminal can show."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from upl_tui.patterns import late

# JSON leaves them as they are, and a terminal obeys or hides them. They can only stand inside strings.
_UNSEEN = late(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def json_text(value: Any) -> str:
    """A JSON document with two spaces of indent and a final line feed."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:
        return json.dumps(value, indent=2) + "\n"
    return _UNSEEN.sub(_escaped, text)


def json_line(value: Any) -> str:
    """A JSON value on one line with a final line feed."""
    try:
        text = orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode()
    except TypeError:
        return json.dumps(value) + "\n"
    return _UNSEEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
