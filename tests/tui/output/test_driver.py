from __future__ import annotations

import asyncio
import os
import pty
import signal
import sys
import termios
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from types import SimpleNamespace

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from tests.tui.output.app_terminal import AppTerminal
from upl_tui.tui.output import driver as driver_module
from upl_tui.tui.output.driver import DifferentialDriver, choose_driver, erases_in_colour
from upl_tui.tui.output.frame import Frame
from upl_tui.tui.output.picture import Picture

START, END = driver_module.UPDATE_START, driver_module.UPDATE_END
HELLO = "\x1b[1;1Hhello\x1b[2;1H"
HELP = "\x1b[1;1Hhelp \x1b[2;1H"
DOWN, PAGE_DOWN, F2, F3 = "\x1b[B", "\x1b[6~", "\x1bOQ", "\x1bOR"
OTHER_THEME, REPAINT, SUSPEND = "\x14", "\x0c", "\x1a"
STEPS = [
    *((DOWN, "row 1"), (DOWN * 3, "row 4"), (PAGE_DOWN * 2, "row 34"), (DOWN, "row 35"), (F2, "really?")),
    *(("n", "answered"), (F3, "field"), ("abc", "abc"), ("\x7f", "ab "), (OTHER_THEME, "other theme")),
]
PATIENCE_SECONDS = 20.0


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    writes: list[str] = []
    monkeypatch.setattr(LinuxDriver, "write", lambda _, data: writes.append(data))
    return writes


@pytest.fixture
async def driver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DifferentialDriver]:
    handlers = [
        (number, signal.getsignal(number)) for number in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
    ]
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (3, 10))
    with ExitStack() as stack:
        stack.callback(os.close, master)
        monkeypatch.setattr(sys, "__stdin__", stack.enter_context(os.fdopen(os.dup(slave))))
        monkeypatch.setattr(sys, "__stderr__", stack.enter_context(os.fdopen(slave, "w")))
        for number, handler in handlers:
            stack.callback(signal.signal, number, handler)
        monkeypatch.setenv("TERM", "xterm-256color")
        yield DifferentialDriver(SimpleNamespace(size=(10, 3)))  # type: ignore[arg-type]


def test_frame_shown_already_sends_nothing(driver: DifferentialDriver, sent: list[str]) -> None:
    for data in (START, HELLO, END, START, HELLO, END, HELLO):
        driver.write(data)

    assert len(sent) == 1


def test_update_of_several_frames_is_one_write_that_encloses_them(
    driver: DifferentialDriver, sent: list[str]
) -> None:
    for data in (START, HELLO, HELP, END):
        driver.write(data)

    (update,) = sent
    assert update.startswith(START)
    assert update.endswith(END)
    assert (update.count(START), update.count(END)) == (1, 1)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x07",
        "\x1b[?1003h\x1b[?1016h",
        "\x1b]52;c;aGk=\x07",
        "\x1b]22;text\x07",
        "\x1b[?2048$p",
        "\x1b[>25u",
        "\x1b[?25l",
    ],
)
def test_sequence_that_is_not_on_the_screen_passes_and_nothing_is_forgotten(
    driver: DifferentialDriver, sent: list[str], sequence: str
) -> None:
    driver.write(HELLO)

    driver.write(sequence)
    driver.write(HELLO)

    assert sent[1:] == [sequence]


@pytest.mark.parametrize("sequence", ["\x1b[?1049h", "\x1b[2J", "printed by somebody", "\x1b[1;1Hbell\x07"])
def test_anything_else_passes_and_all_is_forgotten(
    driver: DifferentialDriver, sent: list[str], sequence: str
) -> None:
    driver.write(HELLO)

    driver.write(sequence)
    driver.write(HELLO)

    assert sent == [sent[0], sequence, sent[0]]


def test_leaving_the_screen_in_the_middle_of_an_update_does_not_wait_for_its_end(
    driver: DifferentialDriver, sent: list[str]
) -> None:
    driver.write(START)
    driver.write(HELLO)

    driver.write("\x1b[?1049l")

    assert sent == ["\x1b[?1049l"]


def test_forgetting_in_the_middle_of_a_frame_makes_the_next_one_whole(
    driver: DifferentialDriver, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.write(HELLO)

    with monkeypatch.context() as patch:
        patch.setattr(Picture, "show", show_while(driver.forget))
        driver.write(HELP)
    driver.write(HELP)

    assert sent[-1] == sent[0].replace("hello", "help ")


def show_while(something_happens: Callable[[], None]) -> Callable[[Picture, Frame], str]:
    show = Picture.show

    def interrupted(picture: Picture, frame: Frame) -> str:
        something_happens()
        return show(picture, frame)

    return interrupted


async def test_signal_that_the_size_changed_makes_the_next_frame_whole_and_reaches_textual(
    driver: DifferentialDriver, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(
        LinuxDriver,
        "start_application_mode",
        lambda _: signal.signal(signal.SIGWINCH, lambda number, _: told.append(number)),
    )
    driver.start_application_mode()
    driver.write(HELLO)

    signal.raise_signal(signal.SIGWINCH)
    driver.write(HELLO)

    await asyncio.sleep(0)
    assert told == [signal.SIGWINCH]
    assert sent[0] == sent[1]


def test_frame_of_another_size_than_the_terminals_goes_out_as_it_is(
    driver: DifferentialDriver, sent: list[str]
) -> None:
    termios.tcsetwinsize(driver.fileno, (3, 20))

    driver.write(HELLO)
    driver.write(HELLO)

    assert sent == [HELLO, HELLO]


def test_fault_of_ours_leaves_textuals_output_for_good(
    driver: DifferentialDriver,
    sent: list[str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def faulty(*_: object) -> Frame:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(driver_module, "parse_frame", faulty)
        driver.write(HELLO)
    driver.write(HELLO)

    assert sent == [HELLO, HELLO]
    assert "differential output is off" in caplog.text


def test_only_the_driver_of_an_ordinary_terminal_is_replaced_and_only_if_wanted() -> None:
    assert choose_driver(LinuxDriver) is DifferentialDriver
    assert choose_driver(LinuxDriver, differential=False) is LinuxDriver
    assert choose_driver(HeadlessDriver) is HeadlessDriver


@pytest.mark.parametrize(
    ("terminal", "in_tmux", "erases"),
    [
        ("xterm-256color", False, True),
        ("tmux-256color", False, True),
        ("screen", True, True),
        ("screen", False, False),
    ],
)
def test_background_is_erased_only_where_terminals_are_known_to(
    terminal: str, in_tmux: bool, erases: bool
) -> None:
    assert erases_in_colour(terminal, in_tmux) is erases


@contextmanager
def side_by_side() -> Iterator[tuple[AppTerminal, AppTerminal]]:
    with AppTerminal("plain") as plain, AppTerminal("differential") as ours:
        plain.shows("   25 link")
        ours.shows("   25 link")
        yield plain, ours


def agree(plain: AppTerminal, ours: AppTerminal) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while plain.looks() != ours.looks():
        assert monotonic() < deadline, f"{plain.text()}\n\nbut\n\n{ours.text()}"
        plain.read(0.01)
        ours.read(0.01)


@pytest.mark.terminal
def test_program_looks_the_same_with_and_without_differences_and_sends_less() -> None:
    with side_by_side() as (plain, ours):
        agree(plain, ours)
        begin = len(plain.output), len(ours.output)

        for keys, word in STEPS:
            for terminal in (plain, ours):
                terminal.type(keys)
                terminal.shows(word)
            agree(plain, ours)

        assert len(ours.output) - begin[1] < 0.3 * (len(plain.output) - begin[0])


@pytest.mark.terminal
def test_program_survives_resizes_and_suspension() -> None:
    with side_by_side() as (plain, ours):
        for size in [(70, 20), (120, 24)]:
            for terminal in (plain, ours):
                terminal.resize(*size)
            agree(plain, ours)
        for terminal in (plain, ours):
            terminal.type(SUSPEND)
            terminal.until_stopped()
            terminal.signal(signal.SIGCONT)
        agree(plain, ours)
        for terminal in (plain, ours):
            terminal.type(DOWN)
            terminal.shows("row 1")
        agree(plain, ours)


@pytest.mark.terminal
def test_repaint_heals_what_others_wrote_on_the_screen() -> None:
    with side_by_side() as (plain, ours):
        agree(plain, ours)
        ours.scribble("\x1b[3;3Hwall: the machine goes down\x1b[H")

        ours.type(REPAINT)

        agree(plain, ours)


@pytest.mark.terminal
def test_program_runs_on_when_differential_output_fails() -> None:
    with AppTerminal("plain") as plain, AppTerminal("differential", "faulty") as ours:
        for terminal in (plain, ours):
            terminal.type(DOWN)
            terminal.shows("row 1", "   25 link")

        agree(plain, ours)
