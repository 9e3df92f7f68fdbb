from __future__ import annotations

from tests import factories as make
from upl_tui.logs.run_times import with_repeats
from upl_tui.logs.spec import Section
from upl_tui.model import Kind

SECTIONS = (Section("message", "Message", "x"), Section("raw", "Raw", "{}"))
LOG = make.log(Kind.CONSOLE, [make.console("x", at_ms=1000.0 * n) for n in range(12)])


def test_times_of_identical_neighbours_follow_the_first_section() -> None:
    message, repeats, raw = with_repeats(SECTIONS, LOG, [8, 9, 10])

    assert (message, raw) == SECTIONS
    assert repeats.title == "×3 in a row"
    assert repeats.text.split("\n") == ["C9   0:08.000", "C10  0:09.000", "C11  0:10.000"]


def test_entry_by_itself_has_no_such_section() -> None:
    assert tuple(with_repeats(SECTIONS, LOG, [8])) == SECTIONS
