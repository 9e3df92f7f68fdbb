from __future__ import annotations

import pytest

from upl_tui.logs.units import format_duration, format_size


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, ""),
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (1249, "1.2 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (34_500_000, "34.5 MB"),
        (5_000_000_000, "5.0 GB"),
        (7 * 10**12, "7.0 TB"),
    ],
)
def test_format_size_shows_thousands_as_browsers_do(size: int | None, text: str) -> None:
    assert format_size(size) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (None, ""),
        (0, "0 ms"),
        (0.44, "0.4 ms"),
        (9.94, "9.9 ms"),
        (9.96, "10 ms"),
        (85.4, "85 ms"),
        (999.4, "999 ms"),
        (999.6, "1.00 s"),
        (1240, "1.24 s"),
        (59_994, "59.99 s"),
        (59_996, "1:00 min"),
        (125_000, "2:05 min"),
    ],
)
def test_format_duration_keeps_to_eight_cells(ms: float | None, text: str) -> None:
    assert format_duration(ms) == text
    assert len(text) <= 8
