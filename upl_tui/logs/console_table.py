"""What ``console.table`` was given, as an aligned table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from upl_tui.redact import Masker

_INDEX = "(index)"
_VALUES = "Values"
_WIDEST = 40
_MOST_ROWS = 1000
_MOST_COLUMNS = 30

Row = tuple[str, Mapping[str, Any]]


def table_text(args: Sequence[Any], masker: Masker) -> str:
    """The table that a console draws of its first argument; empty for a value that has no rows.

    A second argument names the columns to show. Cells are cut at 40 characters, tables at 1,000 rows and 30
    columns, each with a remark.
    """
    rows = _rows(args[0]) if args else []
    if not rows:
        return ""
    named = [str(name) for name in args[1]] if len(args) > 1 and isinstance(args[1], list) else None
    found = list(dict.fromkeys(key for _, cells in rows for key in cells))
    columns = [key for key in named if key in found] if named is not None else _values_last(found)
    shown = columns[:_MOST_COLUMNS]
    lines = [[_INDEX, *shown]]
    for index, cells in rows[:_MOST_ROWS]:
        lines.append([index, *(_cell(key, cells, masker) for key in shown)])
    remarks = [
        f"{len(left):,} more {noun}"
        for left, noun in ((rows[_MOST_ROWS:], "rows"), (columns[_MOST_COLUMNS:], "columns"))
        if left
    ]
    return "\n".join([*_aligned(lines), *remarks])


def _rows(value: Any) -> list[Row]:
    if isinstance(value, Mapping):
        return [(str(key), _cells(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [(str(index), _cells(inner)) for index, inner in enumerate(value)]
    return []


def _cells(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return {str(key): inner for key, inner in value.items()}
    if isinstance(value, list):
        return {str(index): inner for index, inner in enumerate(value)}
    return {_VALUES: value}


def _values_last(columns: Sequence[str]) -> list[str]:
    return sorted(columns, key=lambda name: name == _VALUES)


def _cell(key: str, cells: Mapping[str, Any], masker: Masker) -> str:
    if key not in cells:
        return ""
    value = cells[key]
    if not isinstance(value, str):
        try:
            value = json.dumps(value, ensure_ascii=False, default=str)
        except (RecursionError, ValueError):
            return "…"
    shown = " ".join(masker.named(key, value).split())
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    drawn = [
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return [drawn[0], "  ".join("─" * width for width in widths), *drawn[1:]]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
