"""What a key costs on the line to the terminal: bytes, the dearest thing over a slow connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from statistics import mean

from tests.bench.keys import DOWN, PAGE_DOWN
from tests.bench.logs import LAST
from tests.bench.opening import PROGRAM, until_loaded
from tests.bench.plan import Plan, in_turn
from tests.bench.table import Baseline, Finding
from tests.bench.terminal import Terminal, running

_PLAIN = {"TEXTUAL_DRIVER": "tests.bench.baselines:PlainDriver"}
_AS_IT_IS: dict[str, str] = {}
_REPEATS = 5
_IDLE_SECONDS = 2.0
_FILTER = "timeout"
_MEGABYTES, _REQUESTS = 1, 200


@dataclass(frozen=True, slots=True)
class _Sent:
    """Bytes that were sent for a key, and bytes of the text that is new on the screen after it."""

    sent: float
    changed: float


def traffic(plan: Plan) -> Iterator[Finding]:
    """Bytes for each kind of key, against Textual alone; half the runs, as bytes hardly vary."""
    folder = plan.data.recording(_MEGABYTES, _REQUESTS)
    runs = max(1, plan.runs // 2)
    ours, plain = in_turn(runs, partial(_run, folder, _AS_IT_IS), partial(_run, folder, _PLAIN))
    limits = {"cursor down one line": 600.0, "page down": 6_000.0, "nothing for 2 s": 0.0}
    for what in ours[0]:
        sent = [run[what].sent for run in ours]
        textuals = Baseline("plain Textual", [run[what].sent for run in plain])
        if what in limits:
            yield Finding(what, "bytes", sent, limits[what], baseline=textuals)
        else:
            text = Baseline("text that changed", [run[what].changed for run in ours])
            yield Finding(what, "bytes", sent, baseline=textuals)
            yield Finding(what, "bytes", sent, 1.1, times=True, baseline=text)
    yield from _lnav(plan, folder / "console.ndjson")


def _run(folder: Path, environ: dict[str, str]) -> dict[str, _Sent]:
    """Everything once, in a folder that has all three logs."""
    with running(*PROGRAM, folder, "--tab", "console", environ=environ) as terminal:
        until_loaded(terminal)
        sent = {
            "cursor down one line": _each(terminal, [DOWN] * _REPEATS),
            "page down": _each(terminal, [PAGE_DOWN] * _REPEATS),
            "nothing for 2 s": _idle(terminal),
        }
        terminal.write(b"3")
        terminal.settle()
        terminal.write(b"2")
        terminal.settle()
        sent["tab switch"] = _each(terminal, [b"3", b"2"] * 2)
        terminal.write(b"f")
        terminal.settle()
        sent["letter of a filter"] = _each(terminal, [letter.encode() for letter in _FILTER])
        return sent


def _each(terminal: Terminal, keys: list[bytes]) -> _Sent:
    sent = [_one(terminal, key) for key in keys]
    return _Sent(mean(one.sent for one in sent), mean(one.changed for one in sent))


def _one(terminal: Terminal, key: bytes) -> _Sent:
    shown, written = terminal.cells(), len(terminal.output)
    terminal.write(key)
    terminal.settle()
    now = terminal.cells()
    changed = sum(
        len(cell.data.encode())
        for line, old_line in zip(now, shown, strict=True)
        for cell, old in zip(line, old_line, strict=True)
        if cell != old
    )
    return _Sent(len(terminal.output) - written, changed)


def _idle(terminal: Terminal) -> _Sent:
    written = len(terminal.output)
    terminal.pause(_IDLE_SECONDS)
    return _Sent(len(terminal.output) - written, 0)


def _lnav(plan: Plan, path: Path) -> Iterator[Finding]:
    whats = ("cursor down one line", "page down")
    if not which("lnav"):
        yield Finding(f"{whats[0]}, lnav", "bytes", note="lnav is not installed")
        return
    [runs] = in_turn(plan.runs, partial(_run_lnav, path))
    for what, sent in zip(whats, zip(*runs, strict=True), strict=True):
        yield Finding(f"{what}, lnav", "bytes", sent)


def _run_lnav(path: Path) -> tuple[float, ...]:
    with running("lnav", "-q", path) as terminal:
        terminal.until_written(LAST)
        terminal.settle()
        terminal.write(b"g")
        terminal.settle()
        return tuple(_bytes(terminal, key) for key in (b"j", b" "))


def _bytes(terminal: Terminal, key: bytes) -> float:
    written = []
    for _ in range(_REPEATS):
        before = len(terminal.output)
        terminal.write(key)
        terminal.settle()
        written.append(len(terminal.output) - before)
    return mean(written)
