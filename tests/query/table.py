"""A small log of plain objects, and fields of every type over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

from upl_tui.entries import Depth, Severity
from upl_tui.query.fields import Field, FieldType


@dataclass(frozen=True)
class Item:
    """One row; everything but the text may be missing."""

    text: str = ""
    at_ms: float | None = None
    severity: Severity = Severity.UNKNOWN
    url: str | None = None
    method: str | None = None
    flags: tuple[str, ...] | None = None
    count: float | None = None
    status: int | None = None
    size: int | None = None
    duration: float | None = None
    headers: tuple[tuple[str, str], ...] | None = None


class ItemLog:
    """A log over items, as queries see one."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.tags = TAGS
        self.columns_read: list[str] = []

    def __len__(self) -> int:
        return len(self.items)

    @property
    def at(self) -> list[float]:
        return [nan if item.at_ms is None else item.at_ms for item in self.items]

    @property
    def severities(self) -> bytes:
        return bytes(item.severity for item in self.items)

    @property
    def texts(self) -> list[str]:
        return [item.text for item in self.items]

    def column(
        self, name: str, get: Callable[[Any], Any], depth: Depth = Depth.WHOLE, count: int | None = None
    ) -> list[Any]:
        self.columns_read.append(name)
        return [get(item) for item in self.items[:count]]

    def id(self, row: int) -> str:
        return f"N{row + 1}"


FLAGS = ("failed", "pending", "cached")
TAGS = {"marked": frozenset({0, 2}), "cached": frozenset({1}), "story": frozenset[int]()}
METHODS = ("GET", "POST", "PUT")

FIELDS = (
    Field("text", FieldType.TEXT, lambda item: item.text, "text of the entry", column="text"),
    Field("url", FieldType.TEXT, lambda item: item.url, "whole URL", aliases=("address",)),
    Field("method", FieldType.WORD, lambda item: item.method, "request method"),
    Field("verb", FieldType.WORD, lambda item: item.method, "one of few", values=METHODS),
    Field("id", FieldType.WORD, lambda item: None, "id of the entry", column="id"),
    Field("is", FieldType.FLAGS, lambda item: item.flags, "state", values=FLAGS, tags=tuple(TAGS)),
    Field("has", FieldType.FLAGS, lambda item: item.flags, "anything"),
    Field("level", FieldType.SEVERITY, lambda item: item.severity, "severity", column="severity"),
    Field("severity-read", FieldType.SEVERITY, lambda item: item.severity, "severity by getter"),
    Field("count", FieldType.NUMBER, lambda item: item.count, "repeats"),
    Field("status", FieldType.STATUS, lambda item: item.status, "status", aliases=("status-code",)),
    Field("size", FieldType.SIZE, lambda item: item.size, "bytes"),
    Field("larger-than", FieldType.SIZE, lambda item: item.size, "at least", compare=">"),
    Field("duration", FieldType.DURATION, lambda item: item.duration, "time it took"),
    Field("slower-than", FieldType.DURATION, lambda item: item.duration, "slow", ("time",), compare=">"),
    Field("at", FieldType.MOMENT, lambda item: item.at_ms, "near a moment", ("near",), column="at"),
    Field("after", FieldType.MOMENT, lambda item: item.at_ms, "later", column="at", compare=">"),
    Field("header", FieldType.PAIRS, lambda item: item.headers, "header"),
)
