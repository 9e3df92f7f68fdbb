"""The network log: requests and what became of them."""

from __future__ import annotations

from typing import Any

from upl_tui.entries import Depth, Entry, NetworkEntry, RawEntry, State
from upl_tui.log import Log
from upl_tui.logs import repeats, timing
from upl_tui.logs.common import base_json, raw_cell
from upl_tui.logs.network_context import MARKS, SLOW_MS, TAG_MARKS, context, marks
from upl_tui.logs.network_detail import sections
from upl_tui.logs.network_fields import FIELDS
from upl_tui.logs.requests import cache_label, never_ended, operation, outcome, size_of
from upl_tui.logs.spec import Cell, Column, LogSpec
from upl_tui.logs.units import format_duration, format_size
from upl_tui.logs.urls import Url, cut_middle
from upl_tui.model import Kind
from upl_tui.redact import Masker

_STATE_STYLE = {
    State.REDIRECT: "info",
    State.CACHED: "muted",
    State.CLIENT_ERROR: "error",
    State.SERVER_ERROR: "error",
    State.FAILED: "error",
    State.BLOCKED: "error",
    State.ABORTED: "warn",
    State.PENDING: "warn",
}
_LONGEST_URL = 16_000


def _method_cell(entry: Entry, masker: Masker) -> Cell:
    if isinstance(entry, RawEntry):
        return Cell("raw", "muted")
    return Cell(entry.method) if isinstance(entry, NetworkEntry) else Cell("")


def _outcome_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry):
        return Cell("")
    return Cell(outcome(entry), _STATE_STYLE.get(entry.state, ""))


def _marks_cell(entry: Entry, masker: Masker) -> Cell:
    return Cell("".join(marks(entry)), "accent") if isinstance(entry, NetworkEntry) else Cell("")


def _host_cell(entry: Entry, masker: Masker) -> Cell:
    host = Url.of(entry.url).host if isinstance(entry, NetworkEntry) else ""
    return Cell(host, "muted")


def _target_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry):
        return raw_cell(entry.text, masker)
    url = masker.url(entry.url[:_LONGEST_URL])
    parts = Url.of(url)
    name = operation(entry)
    target = parts.target if parts.host else url
    return Cell(f"{target} ({masker.text(name)})" if name else target, _STATE_STYLE.get(entry.state, ""))


def _type_cell(entry: Entry, masker: Masker) -> Cell:
    return Cell(entry.type if isinstance(entry, NetworkEntry) else "", "muted")


def _size_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry) or never_ended(entry):
        return Cell("")
    return Cell("cached" if cache_label(entry) else format_size(size_of(entry)), "muted")


def _duration_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry) or entry.duration_ms is None or never_ended(entry):
        return Cell("")
    return Cell(format_duration(entry.duration_ms), "warn" if entry.duration_ms >= SLOW_MS else "muted")


def _waterfall_cell(entry: Entry, masker: Masker) -> Cell:
    return Cell("")


def _sort_status(entry: Entry) -> tuple[int, str] | None:
    if not isinstance(entry, NetworkEntry):
        return None
    return (entry.status or 1000, outcome(entry))


def _sort_target(entry: Entry) -> str | None:
    return Url.of(entry.url).target if isinstance(entry, NetworkEntry) else None


def to_json(log: Log, row: int, masker: Masker) -> dict[str, Any]:
    """An entry of the JSON output."""
    entry = log.entry(row)
    shown = base_json(log, row, masker)
    if isinstance(entry, NetworkEntry):
        shown |= {
            "method": entry.method,
            "url": masker.url(entry.url),
            "status": entry.status,
            "duration_ms": entry.duration_ms,
            "state": entry.state.value,
        }
    return shown


def _of(name: str) -> Any:
    """What rows are sorted by: an attribute of a request, nothing for other rows."""

    def get(entry: Entry) -> Any:
        value = getattr(entry, name, None) if isinstance(entry, NetworkEntry) else None
        return None if value == "" else value

    return get


NETWORK = LogSpec(
    kind=Kind.NETWORK,
    title="Network",
    nouns=("request", "requests"),
    columns=(
        Column("method", "Method", _method_cell, width=7, sort=_of("method"), depth=Depth.OUTLINE),
        Column("status", "Status", _outcome_cell, width=7, sort=_sort_status, depth=Depth.OUTLINE),
        Column(
            "marks",
            "Mark",
            _marks_cell,
            width=4,
            from_width=79,
            letters=TAG_MARKS,
            depth=Depth.HEAD,
            sort=lambda entry: "".join(marks(entry)) or None if isinstance(entry, NetworkEntry) else None,
        ),
        Column(
            "host",
            "Host",
            _host_cell,
            width=16,
            from_width=119,
            wide=(139, 22),
            depth=Depth.OUTLINE,
            sort=lambda entry: Url.of(entry.url).host or None if isinstance(entry, NetworkEntry) else None,
        ),
        Column("target", "Path", _target_cell, shorten=cut_middle, sort=_sort_target, depth=Depth.OUTLINE),
        Column("type", "Type", _type_cell, width=11, from_width=99, sort=_of("type"), depth=Depth.OUTLINE),
        Column(
            "size",
            "Size",
            _size_cell,
            width=8,
            right=True,
            from_width=79,
            depth=Depth.OUTLINE,
            sort=lambda entry: size_of(entry) if isinstance(entry, NetworkEntry) else None,
        ),
        Column(
            "duration",
            "Time",
            _duration_cell,
            width=8,
            right=True,
            sort=_of("duration_ms"),
            depth=Depth.OUTLINE,
        ),
        Column(
            "waterfall",
            "Waterfall",
            _waterfall_cell,
            width=14,
            from_width=119,
            wide=(139, 24),
            bars=timing.bars,
            depth=Depth.OUTLINE,
            sort=lambda entry: entry.at_ms,
        ),
    ),
    fields=FIELDS,
    sections=sections,
    facets=(
        "status",
        "method",
        "template",
        "path",
        "domain",
        "resource-type",
        "mime-type",
        "initiator",
        "outcome",
    ),
    to_json=to_json,
    context=context,
    tags=repeats.tags,
    legend=MARKS,
)
