"""The detail of a request whose body is large."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench.keys import DOWN, FIRST_ROW, UP, cursor_latency
from tests.bench.logs import BODY
from tests.bench.opening import PROGRAM, until_loaded
from tests.bench.plan import Plan, in_turn
from tests.bench.table import Finding
from tests.bench.terminal import running

_MEGABYTES = 5
_MOVES = 6
_FIRST_LINE = "Overview"


def detail(plan: Plan) -> Iterator[Finding]:
    """From Enter to the first lines, and the longest that a key waits while details are made."""
    [runs] = in_turn(plan.runs, partial(_run, plan.data.bodies(_MEGABYTES)))
    what = f"detail of a JSON body of {_MEGABYTES} MB"
    yield Finding(f"{what}, to its first lines", "ms", [opened for opened, _, _ in runs], 100)
    yield Finding(f"{what}, to the body", "ms", [body for _, body, _ in runs])
    yield Finding(f"{what}, worst key meanwhile", "ms", [worst for _, _, worst in runs], 50)


def _run(path: Path) -> tuple[float, float, float]:
    """Milliseconds to the first lines, to the body, and of the slowest key of several."""
    with running(*PROGRAM, path, "--tab", "network") as terminal:
        until_loaded(terminal)
        before = len(terminal.output)
        sent = terminal.write(b"\r")
        opened = terminal.until_written(_FIRST_LINE, before)
        body = terminal.until_written(BODY, before)
        terminal.settle()
        moves = [(DOWN, FIRST_ROW + 1), (UP, FIRST_ROW)] * _MOVES
        worst = max(cursor_latency(terminal, key, line) for key, line in moves)
        return (opened - sent) * 1000, (body - sent) * 1000, worst
