"""Logs read once more, with another word on their clock."""

from __future__ import annotations

import pytest

from upl_tui.clock import Unit
from upl_tui.loader import DemoSource, Loaded
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.settings import Settings


async def loaded(source: DemoSource, kind: Kind) -> Log:
    events = [event async for event in source.load(kind)]
    assert isinstance(events[-1], Loaded)
    return events[-1].log


@pytest.mark.parametrize("kind", list(Kind))
async def test_log_read_again_by_the_same_clock_is_the_same(kind: Kind) -> None:
    async with DemoSource(Settings()) as source:
        await source.recording()
        log = await loaded(source, kind)

        anew = await source.read_again(log)

        assert list(anew.at) == list(log.at)
        assert list(anew.texts) == list(log.texts)
        assert anew.account == log.account


async def test_clock_that_a_person_insists_on_is_used_until_taken_back() -> None:
    async with DemoSource(Settings()) as source:
        await source.recording()
        log = await loaded(source, Kind.CONSOLE)

        source.insist(Unit.NONE)
        without = await source.read_again(log)
        source.insist(None)
        anew = await source.read_again(without)

        assert without.account.time_base == "no times"
        assert list(anew.at) == list(log.at)


async def test_clock_of_the_settings_holds_from_the_first_load() -> None:
    async with DemoSource(Settings(clock="relative-ms")) as source:
        await source.recording()

        log = await loaded(source, Kind.CONSOLE)

        assert log.account.time_base == "ms from start"
