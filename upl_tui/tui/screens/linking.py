"""The logs of a screen are linked once, beside it, for all who ask: hops, details, clicks and the story."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from textual import work

from upl_tui.kinds import Kind
from upl_tui.tui import garbage
from upl_tui.tui.beside import ErrorsSaid, beside
from upl_tui.tui.screens.merging import MergingScreen

if TYPE_CHECKING:
    from upl_tui.log import Log
    from upl_tui.story import Findings

_SOON_LINKED = 10_000
"""Entries of all logs together that are linked before anybody could miss what they tell."""


class LinkingScreen(MergingScreen):
    """Holds what was found in the logs that are loaded, until one of them is another."""

    _findings: Findings | None = None
    _linking: asyncio.Future[Findings | None] | None = None
    _linked: Mapping[Kind, Log] | None = None
    """The logs that `_linking` is about."""

    async def findings(self) -> Findings | None:
        """What is found in the logs that are loaded, linked for the first who asks.

        None when that failed: then the person was told.
        """
        while True:
            logs = dict(self.session.logs)
            if self._linking is None or self._linked != logs:
                self._linked, self._linking = logs, asyncio.get_running_loop().create_future()
                self._link(logs, self._linking)
            found = await asyncio.shield(self._linking)
            if self.session.logs == logs:
                return found

    def findings_here(self) -> Findings | None:
        """`findings`, waited for in a thread."""
        found: Any = self.app.call_from_thread(cast("Callable[..., Any]", self.findings))
        return cast("Findings | None", found)

    @property
    def known_findings(self) -> Findings | None:
        """What is already found in the logs that are loaded now."""
        return self._findings if self._findings and self._findings.are_of(self.session.logs) else None

    @property
    def is_soon_linked(self) -> bool:
        """Whether the logs are so short that it pays to wait for their links."""
        return sum(map(len, list(self.session.logs.values()))) <= _SOON_LINKED

    def links_made(self) -> None:
        """The logs that are loaded are linked."""

    @work(exclusive=True, group="links", exit_on_error=False)
    async def _link(self, logs: Mapping[Kind, Log], answer: asyncio.Future[Findings | None]) -> None:
        recording, dead_after_ms = self.session.recording, self.settings.dead_click_ms

        def link(stop: Callable[[], bool]) -> Findings:
            from upl_tui.story import Findings

            return Findings.of(logs, recording, dead_after_ms=dead_after_ms, stop=stop)

        try:
            with ErrorsSaid(self):
                self._findings = await beside(link)
                garbage.keep()
                self.links_made()
        finally:
            answer.set_result(self._findings if self._findings and self._findings.are_of(logs) else None)
