"""Reading and filtering a large console, without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which

import orjson

from tests.bench.logs import AFTER_NEEDLE, FIRST, LAST, NEEDLE
from tests.bench.plan import HUGE, Plan, elapsed_ms, in_turn, processor_ms
from tests.bench.table import Baseline, Finding
from tests.bench.terminal import running
from upl_tui.clock import RecordingClock
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query
from upl_tui.shapes.read import LogReader, read_log

_PIECE_BYTES = 256 * 1024
_FILTERS = (
    ("filter by level", "level:error", 10),
    ("filter by a rare text", NEEDLE, 50),
    ("filter by a common text", "timeout", 50),
    ("filter by three terms, one a regex", r"level:>=warn timeout /retry \d+/", 150),
)


def reading(plan: Plan) -> Iterator[Finding]:
    """Everything read, understood and indexed, against orjson on each line and nothing else."""
    path = plan.data.console(plan.megabytes)
    bare, whole, pieces = in_turn(
        plan.runs,
        partial(processor_ms, partial(_bare, path)),
        partial(processor_ms, partial(_whole, path)),
        partial(processor_ms, partial(_in_pieces, path)),
    )
    baseline = Baseline("orjson, line by line", bare)
    name = f"read a console of {plan.megabytes} MB"
    yield Finding(f"{name}, at once", "ms", whole, 3, times=True, baseline=baseline)
    yield Finding(f"{name}, while it arrives", "ms", pieces, 3, times=True, baseline=baseline)
    if plan.huge:
        yield from _reading_huge(plan)


def _reading_huge(plan: Plan) -> Iterator[Finding]:
    small, large = in_turn(
        plan.runs,
        *(
            partial(processor_ms, partial(_in_pieces, plan.data.console(size)))
            for size in (plan.megabytes, plan.megabytes * HUGE)
        ),
    )
    yield Finding(
        f"read a console of {plan.megabytes * HUGE} MB", "ms", large, HUGE * 1.1, times=True,
        baseline=Baseline(f"{plan.megabytes} MB", small),
    )  # fmt: skip


def filters(plan: Plan) -> Iterator[Finding]:
    """Filters over all rows, against the search of lnav, from the key to the hit on its screen."""
    path = plan.data.console(plan.megabytes)
    log = _whole(path)
    for what, text, at_most in _FILTERS:
        query = compile_query(text, LOGS[Kind.CONSOLE].fields)
        [ours] = in_turn(plan.runs, partial(processor_ms, partial(query.rows, log)))
        note = f"{len(query.rows(log)):,} of {len(log):,} rows"
        yield Finding(f"{what}, {note}", "ms", ours, at_most)
    yield _against_lnav(plan, path, log)
    yield from _filters_of_requests(plan)


def _against_lnav(plan: Plan, path: Path, log: Log) -> Finding:
    what = "search a rare text"
    if not which("lnav"):
        return Finding(what, "ms", note="lnav is not installed")
    query = compile_query(NEEDLE, LOGS[Kind.CONSOLE].fields)
    ours, lnavs = in_turn(
        plan.runs, partial(elapsed_ms, partial(query.rows, log)), partial(_search_in_lnav, path)
    )
    return Finding(what, "ms", ours, 0.1, times=True, baseline=Baseline("lnav", lnavs))


def _filters_of_requests(plan: Plan) -> Iterator[Finding]:
    """Columns that only a filter asks for are made by the first filter that asks."""
    data = plan.data.network(plan.requests).read_bytes()
    query = compile_query("status:>=400 -method:get duration:>10", LOGS[Kind.NETWORK].fields)
    first, again = [], []
    for _ in range(plan.runs):
        log = read_log(data, Kind.NETWORK, RecordingClock())
        first.append(processor_ms(partial(query.rows, log)))
        again.append(processor_ms(partial(query.rows, log)))
    what = f"filter {plan.requests:,} requests by three fields"
    yield Finding(f"{what}, the first time", "ms", first, 150)
    yield Finding(f"{what}, again", "ms", again, 150)


def _search_in_lnav(path: Path) -> float:
    with running("lnav", "-q", path) as lnav:
        lnav.until_written(LAST)
        lnav.settle()
        before = len(lnav.output)
        lnav.write(b"g")
        lnav.until_written(FIRST, before)
        lnav.write(b"/")
        lnav.until_written("Search for", before)
        lnav.settle()
        before = len(lnav.output)
        sent = lnav.write(f"{NEEDLE}\r".encode())
        return (lnav.until_written(AFTER_NEEDLE, before) - sent) * 1000


def _bare(path: Path) -> None:
    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


def _whole(path: Path) -> Log:
    return read_log(path.read_bytes(), Kind.CONSOLE, RecordingClock())


def _in_pieces(path: Path) -> Log:
    reader = LogReader(Kind.CONSOLE, RecordingClock())
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            reader.feed(piece)
    return reader.close()
