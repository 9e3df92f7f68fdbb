"""Recordings on disk with a known story, and scenes made of a few entries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests import factories
from upl_tui.bundle import open_path
from upl_tui.entries import Entry
from upl_tui.model import Kind
from upl_tui.settings import Settings
from upl_tui.sources import open_source
from upl_tui.story import Scene
from upl_tui.target import parse_target
from upl_tui.verbs.story import collect

STORIES = Path(__file__).parents[1] / "data" / "stories"


def recorded(name: str) -> Scene:
    """The scene of a recording in `STORIES`."""
    session = asyncio.run(collect(open_path(STORIES / name)))
    return Scene.of(session.logs, session.recording)


def demo() -> Scene:
    """The scene of the recording that comes with the program."""
    session = asyncio.run(collect(open_source(parse_target("demo", ""), Settings())))
    return Scene.of(session.logs, session.recording)


def scene(
    actions: Sequence[Entry] | None = (),
    network: Sequence[Entry] | None = (),
    console: Sequence[Entry] | None = (),
) -> Scene:
    """The scene of some entries; None for a log that is missing."""
    given = {Kind.ACTION: actions, Kind.NETWORK: network, Kind.CONSOLE: console}
    logs = {kind: factories.log(kind, entries) for kind, entries in given.items() if entries is not None}
    return Scene.of(logs)
