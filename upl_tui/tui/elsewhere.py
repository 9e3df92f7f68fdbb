"""Keys that do nothing where the person is: what they do elsewhere, and the key that leads there."""

from __future__ import annotations

from functools import cache

from textual.binding import Binding
from textual.dom import DOMNode

from upl_tui.tui.key_names import key_name

KEYS = frozenset(
    [
        "f",
        "ampersand",
        "F",
        "exclamation_mark",
        "V",
        "enter",
        "backslash",
        "less_than_sign",
        "greater_than_sign",
        "left_curly_bracket",
        "right_curly_bracket",
    ]
)
"""The keys to explain, so that no other key waits for the imports that tell what they do."""
_IN_LOG = "in a log (2 to 5)"
_IN_DETAIL = "in the detail (Enter on an entry, then Tab)"


def where_it_works(key: str) -> str:
    """A sentence on one of `KEYS`; empty for all others."""
    if key not in KEYS:
        return ""
    words, place = _places()[key]
    return f"{key_name(key)} works {place}: {words}."


@cache
def _places() -> dict[str, tuple[str, str]]:
    """What a key does and where, for each key that is not bound everywhere."""
    from upl_tui.tui.widgets.detail_pane import DetailPane
    from upl_tui.tui.widgets.detail_text import DetailText
    from upl_tui.tui.widgets.divided_pane import DividedPane
    from upl_tui.tui.widgets.folding_table import FoldingTable
    from upl_tui.tui.widgets.log_list import LogList
    from upl_tui.tui.widgets.log_table import LogTable

    owners: tuple[tuple[type[DOMNode], str], ...] = (
        (DetailText, _IN_DETAIL),
        (DetailPane, _IN_DETAIL),
        (DividedPane, _IN_LOG),
        (FoldingTable, _IN_LOG),
        (LogTable, _IN_LOG),
        (LogList, _IN_LOG),
    )
    return {
        key.strip(): (binding.description, place)
        for owner, place in owners
        for binding in owner.BINDINGS
        if isinstance(binding, Binding) and binding.description
        for key in binding.key.split(",")
    }
