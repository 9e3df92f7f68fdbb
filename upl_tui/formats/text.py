"""Plain text logs: a row for each entry, with the lines that continue it."""

from __future__ import annotations

import re
from io import BytesIO

from upl_tui.formats.rows import Rows
from upl_tui.formats.value import read_text
from upl_tui.patterns import late

_CONTINUES = late(rb"[ \t]|at |[^\s@]*@\S+:\d+(?::\d+)?\s*$")
_MARKUP = late(rb"\s*<(?:!doctype|\?xml|html|head|body|error)\b", re.IGNORECASE)


def text_rows(data: bytes | bytearray) -> Rows:
    """Rows of a text log, whose values are strings (or objects where a line is a JSON object).

    A line that is indented or looks like a stack frame belongs to the entry above; blank lines count
    for nothing.
    """
    rows = Rows(data, read=read_text)
    start = 0
    for line in BytesIO(data):
        if not line.isspace():
            end = start + len(line.rstrip())
            if len(rows) and _CONTINUES.match(line):
                rows.ends[-1] = end
            else:
                rows.add(start, end)
        start += len(line)
    return rows


def is_markup(data: bytes | bytearray) -> bool:
    """Whether the bytes are a web page or an XML answer: no log, but often what a server sends instead."""
    return bool(_MARKUP.match(data))
