"""From the command to the first rows, and what a loaded recording takes of the memory."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which

from tests.bench.baselines import EMPTY_SHOWS
from tests.bench.data import MB
from tests.bench.logs import FIRST, LAST
from tests.bench.plan import HUGE, Plan, elapsed_ms, in_turn
from tests.bench.table import Baseline, Finding
from tests.bench.terminal import Terminal, running

PYTHON = (sys.executable,)
PROGRAM = (*PYTHON, "-m", "upl_tui")
EMPTY_APP = (*PYTHON, "-m", "tests.bench.baselines", "empty")
LOADING = "still loading"
"""What the screen says above rows that are not all of them."""
_DEMO_SHOWS = "Console"
_KEYBOARD_IS_READ = "\x1b[?2004h"
_SCREEN_DRAWS = "\x1b[?2026h"
"""An update of the screen: the bench's terminal says that it knows them."""


def verbs(plan: Plan) -> Iterator[Finding]:
    """Whole processes without a screen."""
    path = plan.data.console(0)
    version, console, show, bare, orjson = in_turn(
        plan.runs * 2,
        *(
            partial(_process_ms, *words)
            for words in (
                (*PROGRAM, "--version"),
                (*PROGRAM, "console", str(path)),
                (*PROGRAM, "show", str(path)),
                (*PYTHON, "-c", "pass"),
                (*PYTHON, "-c", "import orjson"),
            )
        ),
    )
    over = [ours - bares for ours, bares in zip(version, bare, strict=True)]
    yield Finding("--version, over the bare interpreter", "ms", over, 60)
    baseline = Baseline("interpreter and orjson", orjson)
    yield Finding("console of a small file", "ms", console, 3, times=True, baseline=baseline)
    yield Finding("show of a small file", "ms", show, 3, times=True, baseline=baseline)


def first_rows(plan: Plan) -> Iterator[Finding]:
    """A large console and the demo, against a Textual app that shows one word, lnav and less."""
    path = plan.data.console(plan.megabytes)
    others = {"lnav": (LAST, "lnav", "-q", path), "less": (FIRST, "less", "-S", path)}
    there = [name for name in others if which(name)]
    ours, answering, demo, empty, *theirs = in_turn(
        plan.runs,
        partial(until_written_ms, FIRST, *PROGRAM, path, "--tab", "console"),
        partial(_until_screen_ms, path),
        partial(until_written_ms, _DEMO_SHOWS, *PROGRAM, "demo"),
        partial(until_written_ms, EMPTY_SHOWS, *EMPTY_APP),
        *(partial(until_written_ms, *others[name]) for name in there),
    )
    baseline = Baseline("empty Textual app", empty)
    name = f"first rows of {plan.megabytes} MB"
    yield Finding(name, "ms", ours, 1.25, times=True, baseline=baseline)
    yield Finding(f"{name}, keys answered", "ms", answering, times=True, baseline=baseline)
    yield Finding("first paint of the demo", "ms", demo, 1.3, times=True, baseline=baseline)
    for other, samples in zip(there, theirs, strict=True):
        at_most = 1 if other == "lnav" else None
        yield Finding(name, "ms", ours, at_most, times=True, baseline=Baseline(other, samples))
    for other in others.keys() - there:
        yield Finding(f"{name}, {other}", "ms", note=f"{other} is not installed")


def first_requests(plan: Plan) -> Iterator[Finding]:
    """A HAR with many requests, against mitmproxy."""
    path = plan.data.network(plan.requests)
    what = f"first rows of {plan.requests:,} requests"
    ours = partial(until_written_ms, FIRST, *PROGRAM, path, "--tab", "network")
    if which("mitmproxy"):
        own, theirs = in_turn(
            plan.runs, ours, partial(until_written_ms, FIRST, "mitmproxy", "-n", "-r", path)
        )
        yield Finding(what, "ms", own, 1 / 20, times=True, baseline=Baseline("mitmproxy", theirs))
    else:
        own, empty = in_turn(plan.runs, ours, partial(until_written_ms, EMPTY_SHOWS, *EMPTY_APP))
        yield Finding(what, "ms", own, baseline=Baseline("empty Textual app", empty))
        yield Finding(f"{what}, mitmproxy", "ms", note="mitmproxy is not installed")


def memory(plan: Plan) -> Iterator[Finding]:
    """What the program takes with a large console open, over the same program with a small one."""
    sizes = [0, plan.megabytes, *([plan.megabytes * HUGE] if plan.huge else [])]
    paths = [plan.data.console(size) for size in sizes]
    small, *larger = in_turn(plan.runs, *(partial(_memory_mb, path) for path in paths))
    for path, size, large in zip(paths[1:], sizes[1:], larger, strict=True):
        file = Baseline("the file", [path.stat().st_size / MB])
        now, most = (
            [big[index] - little[index] for big, little in zip(large, small, strict=True)] for index in (0, 1)
        )
        what = f"loading {size} MB, over a small file"
        yield Finding(f"memory after {what}", "MB", now, 2, times=True, baseline=file)
        yield Finding(f"most memory while {what}", "MB", most, baseline=file)


def until_written_ms(marker: str, *command: str | Path) -> float:
    """From the start of a program until it has written a text."""
    with running(*command) as terminal:
        return (terminal.until_written(marker) - terminal.started_at) * 1000


def _until_screen_ms(path: Path) -> float:
    with running(*PROGRAM, path, "--tab", "console") as terminal:
        return (until_screen(terminal) - terminal.started_at) * 1000


def until_screen(terminal: Terminal) -> float:
    """When the screen itself shows the first rows, and so answers keys: they may have been there before."""
    terminal.until_written(FIRST)
    terminal.until_written(_KEYBOARD_IS_READ)
    return terminal.until_written(_SCREEN_DRAWS)


def until_loaded(terminal: Terminal) -> None:
    """Wait until all rows are there."""
    until_screen(terminal)
    terminal.settle()
    terminal.until_shown(lambda: not any(LOADING in line for line in terminal.lines()))


def _memory_mb(path: Path) -> tuple[float, float]:
    """Memory of the program with a console open: now, and at most so far."""
    with running(*PROGRAM, path, "--tab", "console") as terminal:
        until_loaded(terminal)
        status = Path(f"/proc/{terminal.pid}/status").read_text()
    now, most = (
        int(re.search(rf"{name}:\s+(\d+)", status)[1]) * 1024 / MB  # type: ignore[index]
        for name in ("VmRSS", "VmHWM")
    )
    return now, most


def _process_ms(*command: str) -> float:
    run = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return elapsed_ms(run)
