"""The values of an entry by which a list is narrowed with one key."""

from __future__ import annotations

from upl_tui.entries import Entry, Severity
from upl_tui.logs.spec import LogSpec
from upl_tui.query.fields import FieldType

_LONGEST_TELLING = 200


def facets(spec: LogSpec, entry: Entry) -> list[tuple[str, str]]:
    """Key and value, as a filter writes them, for what the kind's `LogSpec.facets` name and the entry has."""
    fields = {field.key: field for field in spec.fields}
    found = []
    for key in spec.facets:
        value = fields[key].get(entry)
        if fields[key].type is FieldType.SEVERITY:
            value = Severity(value).word
        elif fields[key].type is FieldType.FLAGS:
            value = next(iter(value or ()), None)
        if value not in (None, ""):
            found.append((key, str(value)))
    return found


def telling_text(spec: LogSpec, entry: Entry) -> str:
    """What in an entry's text tells it from others: the path of a request, else its first line."""
    path = dict(facets(spec, entry)).get("path", "")
    if len(path) > 1 and path in entry.text:
        return path
    return entry.text.strip().partition("\n")[0][:_LONGEST_TELLING].rstrip()
