"""Cells as lines of text, and texts as blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from upl_tui.safe_text import visible


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines, all columns but the last padded to the same width."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    padded = ((*map(str.ljust, row, widths), row[-1]) for row in rows)
    return "".join("  ".join(cells).rstrip() + "\n" for cells in padded)


def fenced(text: str, most_characters: int, most_lines: int | None = None, language: str = "") -> str:
    """Recorded text between fences that are longer than any inside; what is cut off says so."""
    lines = text[:most_characters].split("\n")
    shown = "\n".join(map(visible, lines[:most_lines]))
    is_cut = len(text) > most_characters or len(lines) > len(lines[:most_lines])
    longest = max((len(run) for run in re.findall(r"`{3,}", shown)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{shown}" + ("\n(cut)" if is_cut else "") + f"\n{fence}\n"
