"""Cells as lines of text."""

from __future__ import annotations

from collections.abc import Sequence


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines, all columns but the last padded to the same width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    padded = ((*map(str.ljust, row, widths), row[-1]) for row in rows)
    return "".join("  ".join(cells).rstrip() + "\n" for cells in padded)
