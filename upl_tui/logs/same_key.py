"""What makes two entries the same again: the message, the endpoint or the action, without numbers."""

from __future__ import annotations

import re

from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.patterns import late

_LONGEST = 300
_VARYING = late(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b"
    r"|\d+(?:[.,]\d+)*",
    re.IGNORECASE,
)
"""UUIDs, long hexadecimal ids, numbers."""

Key = tuple[Kind, int, str]


def same_key(log: Log, row: int) -> Key:
    """The key of a row: kind, severity and the text with numbers, ids and a URL's query left out.

    Reads no entry. Of a request method and address count, not what became of it.
    """
    own, own_row = log.native(row)
    text = own.texts[own_row][:_LONGEST]
    severity = 0
    if own.kind is Kind.NETWORK:
        text = " ".join(text.split(" ", 2)[:2]).partition("?")[0]
    else:
        text = text.partition("\n")[0]
        severity = own.severities[own_row]
    return own.kind, severity, _VARYING.sub("#", text)
