"""Keys under which recorders keep their lists of rows."""

from __future__ import annotations

from collections.abc import Collection

from upl_tui.patterns import late

_NAMES = (
    *("entries", "log", "logs", "events", "console", "console-logs", "console-events", "console-messages"),
    *("messages", "network", "network-logs", "network-requests", "requests", "resources", "actions"),
    *("user-actions", "client-actions", "clicks", "inputs", "navigations", "locations", "steps"),
    *("breadcrumbs", "server-logs", "timeline", "snapshots", "values", "items", "records", "data", "rows"),
)

ROW_LISTS = frozenset(name.replace("-", "") for name in _NAMES)
"""As `plain` writes them."""

ANY_CONTENT = frozenset(["values", "items", "records", "data", "rows", "messages", "resources", "requests"])
"""Those of them that also hold parts of one row: alone they prove nothing."""

_ROW_TIMES = {"timestamp", "time", "ts", "date", "datetime", "@timestamp", "starteddatetime", "starttime"}
_ROW_WORDS = {
    *("level", "severity", "message", "msg", "text", "type", "event", "method", "url", "status", "request")
}

_NAMED = "|".join(name.replace("-", "[_-]?") for name in _NAMES).encode()

LIST_MEMBER = late(rb'"(?i:' + _NAMED + rb')"\s*:\s*[\[{]')
"""A member that may hold rows."""

NEXT_LIST = rb'(?=\]\s*,\s*"(?i:' + _NAMED + rb')"\s*:\s*[\[{])'
"""Pattern of a closing bracket behind which another list of rows begins."""


def plain(key: str) -> str:
    """A key without case, ``_`` and ``-``."""
    return key.lower().replace("_", "").replace("-", "")


def is_row_like(keys: Collection[str]) -> bool:
    """Whether an object with these keys is a row itself, not a wrapper around rows."""
    names = {plain(key) for key in keys}
    return {"method", "params"} <= names or bool(names & _ROW_TIMES and names & _ROW_WORDS)


def are_ids(keys: Collection[str]) -> bool:
    """Whether keys are data, such as request numbers or window ids, and not names of fields."""
    return bool(keys) and all(any(map(str.isdigit, key)) for key in keys)
