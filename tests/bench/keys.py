"""From a key to the screen: at rest, while a log loads, while a filter runs, over a slow line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from time import monotonic

from tests.bench.logs import FIRST
from tests.bench.opening import LOADING, PROGRAM, PYTHON, until_loaded, until_screen
from tests.bench.plan import Plan, in_turn
from tests.bench.table import Baseline, Finding
from tests.bench.terminal import Terminal, running

DOWN, UP, PAGE_DOWN = b"\x1b[B", b"\x1b[A", b"\x1b[6~"
FIRST_ROW, _BEHIND_ROWS = 6, 47
"""Lines of the screen that hold rows."""
_MERGED = "action, network and console by time"
_KEYS_AT_REST = 30
_FEWEST_KEYS = 5
_BETWEEN_KEYS_SECONDS = 0.04
_FILTER = r"level:>=info timeout /retry \d+/"
_LETTERS_A_SECOND = 12
_PATIENCE_SECONDS = 10.0
"""A key that has not moved the cursor after that was lost."""
_MEGABIT_BYTES = 125_000
_REPEATS_A_SECOND = 30
_HELD_SECONDS = 3


def at_rest(plan: Plan) -> Iterator[Finding]:
    """The cursor, with all rows there."""
    [runs] = in_turn(plan.runs, partial(_latencies_at_rest, plan.data.console(plan.megabytes)))
    yield Finding("key to paint at rest, 95 of 100", "ms", [_of_95(run) for run in runs], 16)
    yield Finding("key to paint at rest, median", "ms", [median(run) for run in runs])


def on_timeline(plan: Plan) -> Iterator[Finding]:
    """The cursor in all logs merged, about 270,000 entries, with the clock and the strip that follow it."""
    folder = plan.data.recording(plan.megabytes * 8 // 5, plan.requests)
    [runs] = in_turn(plan.runs, partial(_latencies_on_timeline, folder))
    yield Finding("key to paint on the timeline, 95 of 100", "ms", [_of_95(run) for run in runs], 50)
    yield Finding("key to paint on the timeline, median", "ms", [median(run) for run in runs])


def while_loading(plan: Plan) -> Iterator[Finding]:
    """The cursor while rows still come; keys of all runs together, as one load is over soon."""
    [runs] = in_turn(plan.runs, partial(_latencies_while_loading, plan.data.console(plan.megabytes)))
    yield from _busy("loading", list(chain.from_iterable(runs)))


def while_filtering(plan: Plan) -> Iterator[Finding]:
    """Letters of a filter, each of which filters all rows."""
    [runs] = in_turn(plan.runs, partial(_latencies_while_filtering, plan.data.console(plan.megabytes)))
    yield from _busy("filtering", list(chain.from_iterable(runs)))


def held(plan: Plan) -> Iterator[Finding]:
    """How long the screen goes on moving when a key that was held for three seconds is let go."""
    path = plan.data.console(plan.megabytes)
    listed = (*PYTHON, "-m", "tests.bench.baselines", "list", path)
    ours, plain = in_turn(
        plan.runs, partial(_behind_ms, *PROGRAM, path, "--tab", "console"), partial(_behind_ms, *listed)
    )
    baseline = Baseline("plain Textual list", plain)
    yield Finding("key held for 3 s at 1 Mbit/s, behind by", "ms", ours, 50, baseline=baseline)


def _busy(doing: str, latencies: list[float]) -> Iterator[Finding]:
    what = f"key to paint while {doing}"
    if len(latencies) < _FEWEST_KEYS:
        yield Finding(what, "ms", note=f"only {len(latencies)} keys fell into it")
        return
    yield Finding(f"{what}, 95 of 100 ({len(latencies)} keys)", "ms", [_of_95(latencies)], 50)
    yield Finding(f"{what}, worst", "ms", [max(latencies)], 150)


def _latencies_at_rest(path: Path) -> list[float]:
    with running(*PROGRAM, path, "--tab", "console") as terminal:
        until_loaded(terminal)
        return [cursor_latency(terminal, DOWN, FIRST_ROW + moves) for moves in range(1, _KEYS_AT_REST + 1)]


def _latencies_on_timeline(folder: Path) -> list[float]:
    with running(*PROGRAM, folder, "--tab", "timeline") as terminal:
        terminal.until_shown(
            lambda: any(_MERGED in line and LOADING not in line for line in terminal.lines())
        )
        terminal.settle(1.0)
        cursor_latency(terminal, b"G", _BEHIND_ROWS - 1)
        cursor_latency(terminal, b"g", FIRST_ROW)
        return [cursor_latency(terminal, DOWN, FIRST_ROW + moves) for moves in range(1, _KEYS_AT_REST + 1)]


def _latencies_while_loading(path: Path) -> list[float]:
    with running(*PROGRAM, path, "--tab", "console") as terminal:
        until_screen(terminal)
        latencies: list[float] = []
        for line in range(FIRST_ROW + 1, _BEHIND_ROWS):
            if not any(LOADING in shown for shown in terminal.lines()):
                break
            latencies.append(cursor_latency(terminal, DOWN, line))
        return latencies


def _latencies_while_filtering(path: Path) -> list[float]:
    with running(*PROGRAM, path, "--tab", "console") as terminal:
        until_loaded(terminal)
        terminal.write(b"f")
        terminal.until_shown(lambda: any(line.startswith("filter:") for line in terminal.lines()))
        terminal.settle()
        return [_letter_latency(terminal, _FILTER[:end]) for end in range(1, len(_FILTER) + 1)]


def _letter_latency(terminal: Terminal, typed: str) -> float:
    """The last letter of what is then typed, until it stands there."""
    sent = terminal.write(typed[-1].encode())
    shown = terminal.until_shown(lambda: any(f"filter: {typed}" in line for line in terminal.lines()))
    terminal.pause(sent + 1 / _LETTERS_A_SECOND - monotonic())
    return (shown - sent) * 1000


def cursor_latency(terminal: Terminal, key: bytes, line: int) -> float:
    """A key that moves the cursor, until a line of the screen is the cursor's."""
    sent = terminal.write(key)
    shown = terminal.until_shown(lambda: _cursor_line(terminal) == line, _PATIENCE_SECONDS)
    terminal.pause(_BETWEEN_KEYS_SECONDS)
    return (shown - sent) * 1000


def _cursor_line(terminal: Terminal) -> int:
    """The line whose background is rarest."""
    backgrounds = [line[0].bg for line in terminal.cells(FIRST_ROW, _BEHIND_ROWS, 1)]
    return FIRST_ROW + backgrounds.index(min(backgrounds, key=backgrounds.count))


def _behind_ms(*command: str | Path) -> float:
    with running(*command, bytes_a_second=_MEGABIT_BYTES) as terminal:
        terminal.until_written(FIRST)
        terminal.settle(1.0)
        sent = 0.0
        for _ in range(_REPEATS_A_SECOND * _HELD_SECONDS):
            sent = terminal.write(DOWN)
            terminal.pause(1 / _REPEATS_A_SECOND)
        terminal.settle(0.5)
        return max(0.0, terminal.last_at - sent) * 1000


def _of_95(latencies: list[float]) -> float:
    return quantiles(latencies, n=20, method="inclusive")[-1]
