"""How values are written, for error messages, completion and the reference."""

from __future__ import annotations

from upl_tui.entries import Severity
from upl_tui.query.fields import Field, FieldType

SEVERITY_WORDS: dict[str, Severity] = {
    **{severity.word: severity for severity in Severity if severity},
    Severity.UNKNOWN.word: Severity.UNKNOWN,
    "verbose": Severity.DEBUG,
    "warning": Severity.WARN,
}
"""Every word for a level; ``verbose`` and ``warning`` are what browsers say."""

_FREE = {
    FieldType.TEXT: 'text, "exact text", /regex/ or a*b',
    FieldType.WORD: "a word or a*b",
    FieldType.FLAGS: "a word or a*b",
    FieldType.SEVERITY: "debug, log, info, warn, error, fatal or unknown, also >=warn or info..error",
    FieldType.NUMBER: "5, >5, 5..10 or 10k",
    FieldType.STATUS: "404, 4xx, >=400 or 400..499",
    FieldType.SIZE: "10k, >1.5M, 2Mi or 1k..2k",
    FieldType.DURATION: "300ms, >2s, 1m or 1s..2s",
    FieldType.MOMENT: "10s, 1:23.4, the id of an entry, >10s or 10s..20s",
    FieldType.STRETCH: "10s, 1:23.4, the id of an entry, or 10s..20s",
    FieldType.PAIRS: 'name, name=value, name="exact value" or name=/regex/',
}


def writing(field: Field) -> str:
    """The ways to write a value of a field, as the end of a sentence that starts with "Write"."""
    if field.words:
        *others, last = field.words
        return f"{', '.join(others)} or {last}" if others else last
    return _FREE[field.type]
