"""Two panes that share a room: a list, and the detail of one of its entries."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

SHARES = ("-detail-small", "-detail-half", "-detail-large", "-detail-most")
"""Classes by the room that the detail takes; the style sheet says how much that is."""


class DividedPane(Vertical):
    """Moves the line between list and detail, and lets one of them take all the room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "backslash", "maximise", "all the room for this pane, or share it", id="maximise", show=False
        ),
        Binding("less_than_sign", "divide(1)", "more room for the detail", id="divider-back", show=False),
        Binding("greater_than_sign", "divide(-1)", "more room for the list", id="divider-on", show=False),
    ]

    DEFAULT_CSS = """
    DividedPane.-detail.-only-detail LogList, DividedPane.-detail.-only-list DetailPane { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._share = SHARES.index("-detail-half")

    @property
    def detail(self) -> Widget:
        """The pane of the detail."""
        raise NotImplementedError

    def share_again(self) -> None:
        """Let neither pane take all the room."""
        self.remove_class("-only-detail", "-only-list")

    def action_maximise(self) -> None:
        """Give the pane with the focus all the room, or share it again."""
        if self.has_class("-only-detail") or self.has_class("-only-list"):
            self.share_again()
        else:
            self.add_class("-only-detail" if self.detail.has_focus_within else "-only-list")

    def action_divide(self, step: int) -> None:
        """Move the line between list and detail."""
        share = max(0, min(len(SHARES) - 1, self._share + step))
        self.remove_class(SHARES[self._share]).add_class(SHARES[share])
        self._share = share
