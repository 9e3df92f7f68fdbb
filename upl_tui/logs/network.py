"""The network log: requests and what became of them."""

from __future__ import annotations

from typing import Any

from upl_tui.entries import Entry, NetworkEntry, RawEntry, State
from upl_tui.log import Log
from upl_tui.logs.common import base_json, raw_cell
from upl_tui.logs.network_detail import sections
from upl_tui.logs.network_fields import FIELDS
from upl_tui.logs.requests import cache_label, operation, outcome, size_of
from upl_tui.logs.spec import Bar, Cell, Column, LogSpec
from upl_tui.logs.units import format_duration, format_size
from upl_tui.logs.urls import Url
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
_PHASE_STYLES = (
    (("blocked",), "muted"),
    (("dns", "connect", "ssl", "send"), "info"),
    (("wait",), "accent"),
    (("receive",), "good"),
)
_SLOW_MS = 1000
_LONGEST_URL = 4000


def _method_cell(entry: Entry, masker: Masker) -> Cell:
    if isinstance(entry, RawEntry):
        return Cell("raw", "muted")
    return Cell(entry.method) if isinstance(entry, NetworkEntry) else Cell("")


def _outcome_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry):
        return Cell("")
    return Cell(outcome(entry), _STATE_STYLE.get(entry.state, ""))


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
    if not isinstance(entry, NetworkEntry):
        return Cell("")
    return Cell("cached" if cache_label(entry) else format_size(size_of(entry)), "muted")


def _duration_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, NetworkEntry) or entry.duration_ms is None:
        return Cell("")
    return Cell(format_duration(entry.duration_ms), "warn" if entry.duration_ms >= _SLOW_MS else "muted")


def _waterfall(entry: Entry) -> list[Bar]:
    if not isinstance(entry, NetworkEntry) or entry.at_ms is None:
        return []
    bars, at = [], entry.at_ms
    for phases, style in _PHASE_STYLES:
        length = sum(max(0.0, entry.timings.get(phase, 0.0)) for phase in phases)
        if length:
            bars.append(Bar(at, at + length, style))
            at += length
    return bars or [Bar(at, at + (entry.duration_ms or 0.0), "good")]


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


NETWORK = LogSpec(
    kind=Kind.NETWORK,
    title="Network",
    nouns=("request", "requests"),
    columns=(
        Column("method", "Method", _method_cell, width=7),
        Column("status", "Status", _outcome_cell, width=7),
        Column("host", "Host", _host_cell, width=24, from_width=120),
        Column("target", "Path", _target_cell),
        Column("type", "Type", _type_cell, width=10, from_width=100),
        Column("size", "Size", _size_cell, width=9, right=True, from_width=90),
        Column("duration", "Time", _duration_cell, width=8, right=True),
        Column("waterfall", "", lambda entry, masker: Cell(""), width=30, from_width=140, bars=_waterfall),
    ),
    fields=FIELDS,
    sections=sections,
    facets=("status", "method", "path", "domain", "resource-type", "mime-type", "state"),
    to_json=to_json,
)
