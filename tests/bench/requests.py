"""A network log of many requests with bodies: its first rows, moving in it, and the filters of every day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from upl_tui.logs.sorting import Order, ordered
from upl_tui.model import Kind, Part
from upl_tui.query.compile import compile_query
from upl_tui.shapes.read import read_log

_STEPS = 20
_PAUSE_SECONDS = 0.04
_REST_SECONDS = 0.5
"""What comes just behind the last row, and keys that meet it, are measured with the loading."""
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
"""What people ask of requests; what bodies hold takes longer and is shown as it is found."""
_OF_HEADERS = (
    "header:accept",
    "header:x-request-id=ab",
    "trace:abc",
    "initiator:app",
    "page:checkout",
    "is:third-party",
)
"""What only the headers of each request tell, and what stands beside them."""


def requests(plan: Plan) -> Iterator[Finding]:
    """Downloaded, moved in, filtered."""
    path = plan.data.network(plan.requests)
    what = f"{plan.requests:,} requests"
    [waits] = in_turn(plan.runs, partial(_first_rows_ms, path.read_bytes()))
    yield Finding(f"download of {what}, last byte to first rows", "ms", waits, 1000)
    [moves] = in_turn(plan.runs, partial(_moves, path))
    yield Finding(f"{what}, worst line down", "ms", [line for line, _ in moves], 50)
    yield Finding(f"{what}, worst page down", "ms", [page for _, page in moves], 50)
    data = path.read_bytes()
    yield _filters(_FILTERS, data, plan.runs, f"filter {what}", 150)
    yield _filters(_OF_HEADERS, data, plan.runs, f"filter {what} by their headers", 600)
    yield _filters(_OF_HEADERS, data, plan.runs, f"filter {what} by their headers, again", 150, again=True)
    yield _sorting(data, plan.runs, f"sort {what} by marks")


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
        terminal.settle(_REST_SECONDS)
        lines = [cursor_latency(terminal, DOWN, FIRST_ROW + moves) for moves in range(1, _STEPS + 1)]
        return max(lines), max(_page_latency(terminal) for _ in range(_STEPS))


def _page_latency(terminal: Terminal) -> float:
    """From the key until other rows stand there."""
    before = terminal.lines()[FIRST_ROW]
    sent = terminal.write(PAGE_DOWN)
    shown = terminal.until_shown(lambda: terminal.lines()[FIRST_ROW] != before)
    terminal.pause(_PAUSE_SECONDS)
    return (shown - sent) * 1000


def _filters(
    texts: Sequence[str], data: bytes, runs: int, what: str, at_most: float, *, again: bool = False
) -> Finding:
    """The slowest of some filters, each the first to ask anything of its log, or asked `again`."""
    slowest: dict[str, list[float]] = {text: [] for text in texts}
    for _ in range(runs):
        for text, samples in slowest.items():
            query = compile_query(text, LOGS[Kind.NETWORK].fields)
            log = read_log(data, Kind.NETWORK, RecordingClock())
            if again:
                query.rows(log)
            samples.append(processor_ms(partial(query.rows, log)))
    text = max(slowest, key=lambda asked: max(slowest[asked]))
    return Finding(f"{what}, the slowest of {len(texts)}: {text}", "ms", slowest[text], at_most)


def _sorting(data: bytes, runs: int, what: str) -> Finding:
    samples = []
    for _ in range(runs):
        log = read_log(data, Kind.NETWORK, RecordingClock())
        sort = partial(ordered, log, LOGS[Kind.NETWORK], range(len(log)), Order("marks"))
        samples.append(processor_ms(sort))
    return Finding(what, "ms", samples, 600)
