"""Sizes and durations as a person reads them."""

from __future__ import annotations


def format_size(size: int | None) -> str:
    """``0 B``, ``999 B``, ``1.2 kB``, ``34.5 MB`` (thousands, as in browsers); empty for None."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} B"
    amount = float(size)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:.1f} TB"


def format_duration(ms: float | None) -> str:
    """``0.4 ms``, ``85 ms``, ``1.24 s``, ``2:05 min``; empty for None."""
    if ms is None:
        return ""
    if ms < 9.95:
        return f"{ms:.1f} ms".replace(".0 ", " ")
    if ms < 999.5:
        return f"{ms:.0f} ms"
    if ms < 59_995:
        return f"{ms / 1000:.2f} s"
    minutes, seconds = divmod(round(ms / 1000), 60)
    return f"{minutes}:{seconds:02} min"
