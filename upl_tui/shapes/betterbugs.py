"""BetterBugs envelopes: console, network and steps in one list, each with its row as ``data``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from upl_tui.entries import Entry
from upl_tui.formats.rows import Rows
from upl_tui.model import Kind
from upl_tui.shapes.aliases import Row
from upl_tui.shapes.dotted import Dotted
from upl_tui.shapes.flat_actions import read_action
from upl_tui.shapes.flat_console import read_console
from upl_tui.shapes.flat_network import fill_request
from upl_tui.shapes.gather import Build, Piece, gather
from upl_tui.shapes.levels import PLAIN
from upl_tui.shapes.requests import settle
from upl_tui.shapes.shape import ReadContext, Reading, Shape

NAME = "betterbugs"

_KINDS = {"console": Kind.CONSOLE, "network": Kind.NETWORK, "step": Kind.ACTION}
_REST = {"application", "rewind"}


def fits(value: Any) -> bool:
    """Whether a row is an envelope."""
    return (
        isinstance(value, dict)
        and isinstance(word := value.get("type"), str)
        and (word in _KINDS or word in _REST)
        and isinstance(value.get("data"), dict)
        and "timestamp" in value
    )


def read(rows: Rows, context: ReadContext) -> Reading:
    """Read what is in the envelopes of one type; their rows are flat."""
    return gather(rows, context, NAME, _tell, "This is no envelope of BetterBugs.")


def _tell(value: Any) -> list[Piece]:
    if not fits(value):
        return []
    kind = _KINDS.get(value["type"])
    if kind is None:
        return [Piece(value["type"])]
    return [Piece(kind, _BUILDS[kind], "timestamp", value["timestamp"])]


def _flat(read_row: Callable[[Row], Entry]) -> Build:
    def build(values: Sequence[Any]) -> Entry:
        row = Row(values[0]["data"])
        entry = read_row(row)
        entry.used_keys = frozenset({"timestamp", "type", *(f"data.{key}" for key in row.used)})
        return entry

    return build


def _request(row: Row) -> Entry:
    entry = fill_request(row)
    fields = Dotted(row.value)
    start, end = fields.amount("startTime"), fields.amount("endTime")
    if start and end and end >= start:
        entry.duration_ms = end - start
        row.used |= fields.used
    line = fields.text("statusLine")
    if line.startswith("HTTP/"):
        entry.protocol = line.partition(" ")[0]
        entry.status_raw = entry.status_raw or line
    return settle(entry)


_BUILDS: dict[Kind, Build] = {
    Kind.CONSOLE: _flat(lambda row: read_console(row, PLAIN)),
    Kind.NETWORK: _flat(_request),
    Kind.ACTION: _flat(read_action),
}

SHAPE = Shape(name=NAME, title="rows in envelopes (BetterBugs)", fits=fits, read=read)
