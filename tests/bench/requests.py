"""A network log of many requests with bodies: its first rows, moving in it, and the filters of every day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.download import FILE, downloading
from tests.bench.keys import DOWN, FIRST_ROW, PAGE_DOWN, cursor_latency
from tests.bench.logs import FIRST
from tests.bench.opening import PROGRAM, until_loaded
from tests.bench.plan import Plan, in_turn, processor_ms
from tests.bench.table import Finding
from tests.bench.terminal import Terminal, running
from upl_tui.clock import RecordingClock
from upl_tui.logs import LOGS
from upl_tui.model import Kind, Part
from upl_tui.query.compile import compile_query
from upl_tui.shapes.read import read_log

_STEPS = 20
_PAUSE_SECONDS = 0.04
_FILTERS = (
    "status:>=400",
    "method:post",
    "path:orders",
    "resource-type:script",
    "mime-type:json",
    "larger-than:10k",
    "slower-than:1s",
    "is:failed",
    "is:problem -is:from-cache slower-than:100ms",
    "orders",
)
"""What people ask of requests; what headers and bodies hold takes longer and is shown as it is found."""


def requests(plan: Plan) -> Iterator[Finding]:
    """Downloaded, moved in, filtered."""
    path = plan.data.network(plan.requests)
    what = f"{plan.requests:,} requests"
    [waits] = in_turn(plan.runs, partial(_first_rows_ms, path.read_bytes()))
    yield Finding(f"download of {what}, last byte to first rows", "ms", waits, 1000)
    [moves] = in_turn(plan.runs, partial(_moves, path))
    yield Finding(f"{what}, worst line down", "ms", [line for line, _ in moves], 50)
    yield Finding(f"{what}, worst page down", "ms", [page for _, page in moves], 50)
    yield from _filters(path, plan.runs, what)


def _first_rows_ms(body: bytes) -> float:
    """Negative when the first rows are shown before the last byte is sent."""
    with downloading(body, Part.NETWORK) as (terminal, served):
        shown = terminal.until_written(FIRST)
        terminal.until_shown(lambda: FILE in served.origin.answered)
    return (shown - served.origin.answered[FILE]) * 1000


def _moves(path: Path) -> tuple[float, float]:
    """The slowest of several steps by a line, and of several by a page, milliseconds."""
    with running(*PROGRAM, path, "--tab", "network") as terminal:
        until_loaded(terminal)
        lines = [cursor_latency(terminal, DOWN, FIRST_ROW + moves) for moves in range(1, _STEPS + 1)]
        return max(lines), max(_page_latency(terminal) for _ in range(_STEPS))


def _page_latency(terminal: Terminal) -> float:
    """From the key until other rows stand there."""
    before = terminal.lines()[FIRST_ROW]
    sent = terminal.write(PAGE_DOWN)
    shown = terminal.until_shown(lambda: terminal.lines()[FIRST_ROW] != before)
    terminal.pause(_PAUSE_SECONDS)
    return (shown - sent) * 1000


def _filters(path: Path, runs: int, what: str) -> Iterator[Finding]:
    """The slowest of the filters of every day, each the first to ask anything of its log."""
    data = path.read_bytes()
    slowest: dict[str, list[float]] = {text: [] for text in _FILTERS}
    for _ in range(runs):
        for text, samples in slowest.items():
            query = compile_query(text, LOGS[Kind.NETWORK].fields)
            log = read_log(data, Kind.NETWORK, RecordingClock())
            samples.append(processor_ms(partial(query.rows, log)))
    text = max(slowest, key=lambda asked: max(slowest[asked]))
    yield Finding(f"filter {what}, the slowest of {len(_FILTERS)}: {text}", "ms", slowest[text], 150)
