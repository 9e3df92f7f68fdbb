"""Every key of the program by the name of its action, and what a config file says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from textual.binding import Binding
from textual.dom import DOMNode

from upl_tui.errors import UsageError
from upl_tui.query.similar import closest


def owners() -> tuple[type[DOMNode], ...]:
    """The classes below the app that bind keys, in the order a person meets them."""
    from upl_tui.tui.screens.comparing import ComparingScreen
    from upl_tui.tui.screens.copy import CopyingScreen
    from upl_tui.tui.screens.elsewhere import ElsewhereScreen
    from upl_tui.tui.screens.explaining import ExplainingScreen
    from upl_tui.tui.screens.export import ExportingScreen
    from upl_tui.tui.screens.hopping import HoppingScreen
    from upl_tui.tui.screens.linked import LinkedScreen
    from upl_tui.tui.screens.marking import MarkingScreen
    from upl_tui.tui.screens.merging import MergingScreen
    from upl_tui.tui.screens.moments import MomentsScreen
    from upl_tui.tui.screens.playing import PlayingScreen
    from upl_tui.tui.screens.previewing import PreviewingScreen
    from upl_tui.tui.screens.recording import RecordingScreen
    from upl_tui.tui.screens.tabs import TabbedScreen
    from upl_tui.tui.widgets.detail_pane import DetailPane
    from upl_tui.tui.widgets.detail_text import DetailText
    from upl_tui.tui.widgets.divided_pane import DividedPane
    from upl_tui.tui.widgets.folding_table import FoldingTable
    from upl_tui.tui.widgets.line_view import LineView
    from upl_tui.tui.widgets.log_list import LogList
    from upl_tui.tui.widgets.log_table import LogTable
    from upl_tui.tui.widgets.searching import Searching
    from upl_tui.tui.widgets.story_pane import StoryPane
    from upl_tui.tui.widgets.text_viewer import TextViewer

    return (
        TabbedScreen,
        MergingScreen,
        MomentsScreen,
        HoppingScreen,
        MarkingScreen,
        ComparingScreen,
        ExplainingScreen,
        LinkedScreen,
        RecordingScreen,
        CopyingScreen,
        ElsewhereScreen,
        PlayingScreen,
        PreviewingScreen,
        ExportingScreen,
        LogList,
        Searching,
        FoldingTable,
        LogTable,
        LineView,
        DividedPane,
        DetailText,
        TextViewer,
        DetailPane,
        StoryPane,
    )


def bindings(app: type[DOMNode]) -> Iterator[Binding]:
    """All bindings that the help would tell of, those of the app last."""
    for binding in chain.from_iterable(owner.BINDINGS for owner in (*owners(), app)):
        if isinstance(binding, Binding) and binding.description:
            yield binding


def check_keymap(keymap: Mapping[str, str], app: type[DOMNode]) -> None:
    """Raise `UsageError` for a name that no action has."""
    names = {binding.id for binding in bindings(app) if binding.id}
    for name in keymap:
        if name not in names:
            meant = closest(name, names)
            raise UsageError(
                f'The config file gives a key to "{name}", but no action has that name.',
                f"Did you mean {meant}?" if meant else "The README's table of keys has the names.",
            )
