"""What was measured: findings, their goals, and how both are printed and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

_HEADS = ("what", "measured", "baseline", "ratio", "goal", "")
_MARKS = {True: "met", False: "MISSED", None: "-"}


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a finding is compared with, measured in the same run."""

    name: str
    samples: Sequence[float]

    @property
    def middle(self) -> float:
        """The median, in the unit of the finding."""
        return median(self.samples)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: `samples` of several runs, in `unit`, and how large their median may be.

    `at_most` is in the same unit, or in multiples of the baseline when `times` is true; None is no goal of
    ours, only a figure to know. Without samples it says in `note` why there are none.
    """

    what: str
    unit: str
    samples: Sequence[float] = ()
    at_most: float | None = None
    times: bool = False
    baseline: Baseline | None = None
    note: str = ""

    @property
    def measured(self) -> float | None:
        """The median, None without samples."""
        return median(self.samples) if self.samples else None

    @property
    def ratio(self) -> float | None:
        """Measured over baseline; None without one."""
        if self.measured is None or self.baseline is None or not self.baseline.middle:
            return None
        return self.measured / self.baseline.middle

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None when that cannot be said."""
        value = self.ratio if self.times else self.measured
        return None if value is None or self.at_most is None else value <= self.at_most

    def as_json(self) -> dict[str, Any]:
        """Everything, samples included."""
        return {
            "what": self.what,
            "unit": self.unit,
            "measured": self.measured,
            "samples": list(self.samples),
            "baseline": self.baseline
            and {"name": self.baseline.name, "samples": list(self.baseline.samples)},
            "ratio": self.ratio,
            "goal": self.at_most,
            "goalTimesBaseline": self.times,
            "met": self.met,
            "note": self.note,
        }


def cells(finding: Finding) -> tuple[str, ...]:
    """One line of the table."""
    base = finding.baseline
    return (
        finding.what,
        _figure(finding.samples, finding.unit) or finding.note,
        f"{_figure(base.samples, finding.unit)}  {base.name}" if base else "",
        "" if finding.ratio is None else f"{finding.ratio:.2f}",
        ""
        if finding.at_most is None
        else f"{finding.at_most:,g}{' times' if finding.times else f' {finding.unit}'}",
        _MARKS[finding.met],
    )


def rendered(findings: Sequence[Finding]) -> str:
    """The table, columns aligned."""
    rows = [_HEADS, *map(cells, findings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _figure(samples: Sequence[float], unit: str) -> str:
    """The median, and in brackets how far single runs were off."""
    if not samples:
        return ""
    spread = f" ({_number(min(samples))}-{_number(max(samples))})" if len(set(samples)) > 1 else ""
    return f"{_number(median(samples))} {unit}{spread}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"
