"""What all measures share: how much is measured, and the order of the runs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

from tests.bench.data import Data
from tests.bench.table import Finding

T = TypeVar("T")

HUGE = 10
"""How many times as large the huge console is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    data: Data
    runs: int
    megabytes: int
    """Size of the console."""
    requests: int
    """Requests in the HAR."""
    huge: bool
    """Whether a huge console is read too."""


Measure = Callable[[Plan], Iterator[Finding]]


def in_turn(runs: int, *cases: Callable[[], T]) -> list[list[T]]:
    """The results of each case, run A B A B, so that a machine that slows down slows all of them."""
    results: list[list[T]] = [[] for _ in cases]
    for _ in range(runs):
        for case, into in zip(cases, results, strict=True):
            into.append(case())
    return results


def processor_ms(work: Callable[[], object]) -> float:
    """How long something takes the processor, so that other programs on the machine do not count."""
    gc.collect()
    start = process_time()
    work()
    return (process_time() - start) * 1000


def elapsed_ms(work: Callable[[], object]) -> float:
    """How long something takes by the clock on the wall."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000
