from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from tests.tui.output.model import Screen, TerminalModel
from upl_tui.tui.cover import ALTERNATE_SCREEN, Cover
from upl_tui.tui.output.covered import CoveredDriver, covered_driver
from upl_tui.tui.output.driver import UPDATE_END, UPDATE_START, DifferentialDriver

SIZE = (10, 3)
END = "\x1b[1;1H"
COVER = "\x1b[1;1Hone       \x1b[2;1Htwo       \x1b[3;1H          " + END
LOADING = "\x1b[1;1Hone       \x1b[2;1Hloading   \x1b[3;1H          " + END
DONE = "\x1b[2;1Htwo    new" + END


class Owner(SimpleNamespace):
    size = SIZE
    repainted = 0

    def refresh(self, *, repaint: bool, layout: bool) -> None:
        self.repainted += 1


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    writes: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _, data: writes.append(data))
    return writes


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Owner:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setenv("TERM", "xterm-256color")
    return Owner()


def driver_of(owner: Owner) -> CoveredDriver:
    cover = SimpleNamespace(frame=COVER, size=SIZE)
    kind = covered_driver(DifferentialDriver, cast("Cover", cover))
    return cast("CoveredDriver", kind(owner))  # type: ignore[arg-type]


def shown(*sequences: str) -> list[str]:
    model = TerminalModel(Screen(*SIZE))
    for sequence in sequences:
        model.feed(sequence)
    return list(model.screen.display)


async def test_frames_before_uncover_are_not_sent_and_other_sequences_are(
    owner: Owner, sent: list[str]
) -> None:
    driver = driver_of(owner)

    for data in (ALTERNATE_SCREEN, "\x1b[?25l", UPDATE_START, LOADING, UPDATE_END, "\x1b[?2004h"):
        driver.write(data)

    assert sent == ["\x1b[?25l", "\x1b[?2004h"]


async def test_uncover_sends_what_differs_from_the_cover_after_all_frames(
    owner: Owner, sent: list[str]
) -> None:
    driver = driver_of(owner)
    driver.write(LOADING)
    for data in (UPDATE_START, DONE, UPDATE_END):
        driver.write(data)

    driver.uncover()

    assert sent[0].startswith(UPDATE_START)
    assert sent[0].endswith(UPDATE_END)
    assert shown(COVER, *sent) == ["one       ", "two    new", "          "]
    assert "two" not in "".join(sent)
    assert "loading" not in "".join(sent)


async def test_frames_after_uncover_are_sent_as_differences(owner: Owner, sent: list[str]) -> None:
    driver = driver_of(owner)
    driver.write(LOADING)
    driver.uncover()
    driver.uncover()

    driver.write("\x1b[3;1Hlast" + END)

    assert shown(COVER, *sent) == ["one       ", "loading   ", "last      "]


@pytest.mark.parametrize("held", [[], [DONE], ["\x1b[1;1H\x1b[5n" + END]], ids=["none", "part", "strange"])
async def test_uncover_without_a_whole_picture_paints_everything(
    held: list[str], owner: Owner, sent: list[str]
) -> None:
    driver = driver_of(owner)
    for data in held:
        driver.write(data)

    driver.uncover()
    driver.write(LOADING)

    assert owner.repainted == 1
    assert shown(*sent) == shown(LOADING)


async def test_driver_that_forgets_holds_nothing_back_any_more(owner: Owner, sent: list[str]) -> None:
    driver = driver_of(owner)
    driver.write(DONE)

    driver.forget()
    driver.write(LOADING)
    driver.uncover()

    assert shown(*sent) == shown(LOADING)
    assert owner.repainted == 0


@pytest.mark.parametrize("normal", [HeadlessDriver, LinuxDriver])
def test_other_driver_than_ours_is_left_alone(normal: type[Driver]) -> None:
    assert covered_driver(normal, cast("Cover", SimpleNamespace())) is normal
