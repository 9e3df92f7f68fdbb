"""The fault matrix over the whole program, rows C (content), S (secrets) and F (user, files, environment).

Each test names its row. The API and the storage are the fault server's; rows A and B are tested with the
client and the screens, the rows of the terminal in a real one.
"""

from __future__ import annotations

import asyncio
import json
import resource
import socket
import stat
import subprocess
import sys
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, process_time
from typing import Any

import pytest

from tests.driver import Driver, driving
from tests.faultserver.content import BENIGN, BODY_SECRETS, DURATION_MS, TEXT_SECRETS, URL_SECRETS, file_of
from tests.faultserver.server import FaultServer
from tests.tui.screens.test_recording import faulty
from upl_tui.api.retry import Patience
from upl_tui.cli import main
from upl_tui.loader import ApiSource
from upl_tui.model import Part
from upl_tui.settings import Settings

MEMORY_CAP_MIB = 400

IN_HEADERS = (
    "c2lnbmF0dXJlLWNhbmFyeQ",
    "Y2FuYXJ5OmNhbmFyeS1wcm94eQ==",
    "canary-cookie-session",
    "canary-header-api-key-4f3a",
    "canary-header-csrf-81bc",
    "canary-header-amz-77de",
    "canary-set-cookie-sid",
)
IN_ADDRESS = ("canary-userinfo", *(f"canary-url-{name}" for name in URL_SECRETS))
IN_BODY = tuple(f"canary-body-{name}" for name in BODY_SECRETS)
IN_FORM = tuple(f"canary-form-{name}" for name in BODY_SECRETS)
CANARIES = (*IN_HEADERS, *IN_ADDRESS, *IN_BODY, *IN_FORM, *TEXT_SECRETS)


@pytest.fixture
def server(fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> FaultServer:
    """The fault server, named by the environment as a person would name another API."""
    monkeypatch.setenv("USERPLANE_API_KEY", fault_server.key)
    monkeypatch.setenv("UPL_TUI_API_BASE", fault_server.api_base)
    monkeypatch.setenv("UPL_TUI_STORAGE_ORIGINS", " ".join(fault_server.storage_origins))
    return fault_server


def document(capsys: pytest.CaptureFixture[str], verb: str, recording: str, *more: str) -> dict[str, Any]:
    """What a verb prints as JSON; every row is parsed or raw, and no time is ever in 1970."""
    assert main([verb, f"ws_test/{recording}", "--format", "json", *more]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    for entry in answer["entries"]:
        assert entry["at_ms"] is None or 0 <= entry["at_ms"] <= DURATION_MS
    for account in answer["source"].values():
        assert account["understood"] + account["unparsed"] + sum(account["other"].values()) == account["rows"]
    return answer


def raw_ids(answer: dict[str, Any]) -> list[str]:
    return [entry["id"] for entry in answer["entries"] if not entry["parsed"]]


def in_file_order(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(answer["entries"], key=lambda entry: int(entry["id"][1:]))


# ---- C: content


def test_c01_bad_lines_are_raw_rows_in_their_places(
    server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = document(capsys, "console", "rec_bad_lines")

    assert answer["total"] == 210
    assert raw_ids(answer) == [f"C{number * 21 + 1}" for number in range(10)]
    assert answer["source"]["console"]["unparsed"] == 10
    assert raw_ids(document(capsys, "console", "rec_bad_lines", "--filter", "is:raw")) == raw_ids(answer)


async def test_c01_screen_counts_the_bad_lines_and_filters_for_them(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_bad_lines")) as driver:
        await driver.keys("2")
        await driver.shows("210 entries", "10 unparsed")

        await driver.keys("f", *"is:raw", "enter")
        await driver.shows("10 of 210 entries", "undefined", "'single'", r"\xff\xfe")


def test_c02_bad_bytes_are_visible(server: FaultServer, capsys: pytest.CaptureFixture[str]) -> None:
    answer = document(capsys, "console", "rec_bad_utf8")

    texts = [entry["text"] for entry in answer["entries"]]
    assert texts == [f"byte {number} \\x{0x80 + number:02x} end" for number in range(9)]


def test_c03_too_deep_rows_are_raw(server: FaultServer, capsys: pytest.CaptureFixture[str]) -> None:
    answer = document(capsys, "console", "rec_deep_nesting")

    assert answer["total"] == 5
    assert raw_ids(answer) == ["C3", "C4"]


async def test_c03_detail_of_a_too_deep_row_says_why(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_deep_nesting")) as driver:
        await driver.keys("2")
        await driver.shows("5 entries")
        await driver.keys("j", "j", "j", "enter")

        await driver.shows("nested deeper than")


async def test_c04_huge_line_is_one_row_cut_at_the_edge(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_huge_line")) as driver:
        await driver.keys("2")
        await driver.shows("3 entries")

        assert driver.rows()[1].startswith("C2")
        assert "long xxxxx" in driver.rows()[1]


async def longest_stall(act: Awaitable[object]) -> float:
    """Seconds that the screen's loop was held up at most while something was done.

    The whole time would not tell: the test driver itself waits for a quiet processor after each key.
    """
    stalls, done = [0.0], asyncio.Event()

    async def beat() -> None:
        while not done.is_set():
            before = monotonic()
            await asyncio.sleep(0.01)
            stalls.append(monotonic() - before - 0.01)

    async def do() -> None:
        await act
        done.set()

    await asyncio.gather(beat(), do())
    return max(stalls)


async def test_c04_detail_of_a_huge_line_shows_a_first_part_and_stays_responsive(
    fault_server: FaultServer,
) -> None:
    async with driving(faulty(fault_server, "rec_huge_line")) as driver:
        await driver.keys("2")
        await driver.shows("3 entries")
        await driver.keys("j", "enter")
        await driver.shows("long xxxxx", "Message · 40.0 MB")

        assert await longest_stall(driver.keys("k", "enter")) < 1


async def test_c05_raw_view_has_both_of_two_equal_keys(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_dup_keys"), size=(100, 90)) as driver:
        await driver.keys("2")
        await driver.shows("3 entries")
        await driver.keys("enter")

        await driver.shows('"message": "first"', '"message": "second"')


async def test_c06_literals_that_are_not_json_are_readable(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_nan"), size=(100, 90)) as driver:
        await driver.keys("2")
        await driver.shows("4 entries")
        await driver.keys("z", "g", "enter")

        for key, literal in (("g", "NaN"), ("j", "Infinity"), ("j", "-Infinity"), ("j", "1e400")):
            await driver.keys(key)
            await driver.shows(f'"value":{literal}}}')


@pytest.mark.parametrize("recording", ["rec_bom", "rec_crlf", "rec_no_final_newline", "rec_console_is_array"])
def test_c07_c08_c09_c10_console_is_read_as_without(
    recording: str, server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = document(capsys, "console", recording)

    assert answer["total"] == 400
    assert answer["entries"] == document(capsys, "console", "rec_ok")["entries"]
    assert "\r" not in "".join(entry["text"] for entry in answer["entries"])


@pytest.mark.parametrize("recording", ["rec_bom", "rec_network_is_ndjson"])
def test_c07_c10_network_is_read_as_without(
    recording: str, server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = document(capsys, "network", recording)

    assert answer["total"] == 120
    assert answer["entries"] == document(capsys, "network", "rec_ok")["entries"]


def test_c11_scalars_are_one_raw_row_or_empty(
    server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    console = document(capsys, "console", "rec_scalar")
    network = document(capsys, "network", "rec_scalar")
    actions = document(capsys, "actions", "rec_scalar")

    assert [entry["text"] for entry in console["entries"]] == ["null"]
    assert [entry["text"] for entry in network["entries"]] == ["42"]
    assert raw_ids(console) == ["C1"]
    assert raw_ids(network) == ["N1"]
    assert actions["entries"] == []
    assert "empty" in actions["warnings"][0]


@pytest.mark.parametrize(("verb", "count"), [("console", 35), ("network", 36)])
def test_c12_rows_of_wrong_types_are_all_there_and_never_in_1970(
    verb: str, count: int, server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = document(capsys, verb, "rec_wrong_types")

    assert answer["total"] == len(answer["entries"]) == count
    without_time = [entry["id"][1:] for entry in in_file_order(answer) if entry["at_ms"] is None]
    assert without_time == [str(number) for number in range(1, 13)]
    assert main([verb, "ws_test/rec_wrong_types"]) == 0
    assert "1970" not in capsys.readouterr().out


@pytest.mark.parametrize(("verb", "count"), [("console", 35), ("network", 36)])
async def test_c12_screen_shows_odd_values_as_they_are(
    verb: str, count: int, fault_server: FaultServer
) -> None:
    async with driving(faulty(fault_server, "rec_wrong_types"), size=(120, 150)) as driver:
        await driver.keys("2" if verb == "console" else "3")
        await driver.shows(f"{count} ")
        await driver.keys("z", "g", "enter", "j", "j", "j")

        await driver.shows('"timestamp": 1.5')
        assert "1970" not in driver.text()


def test_c13_ids_keep_file_order_and_equal_times_too(
    server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    written = [json.loads(line) for line in file_of("rec_unordered", Part.CONSOLE).split(b"\n") if line]

    answer = document(capsys, "console", "rec_unordered")

    assert [entry["text"] for entry in in_file_order(answer)] == [row["message"] for row in written]
    keys = [(entry["at_ms"], int(entry["id"][1:])) for entry in answer["entries"]]
    assert keys == sorted(keys)


async def test_c14_large_log_is_counted_and_scrolled_to_its_end(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_ok_50mb")) as driver:
        await driver.keys("2")
        await driver.shows("376,000 entries", "C1 ")
        await driver.keys("z", "g")
        await driver.until(lambda: "×" not in driver.rows()[0])

        assert await longest_stall(driver.keys("G")) < 1
        await driver.shows("C376000")


@pytest.mark.parametrize(("recording", "count"), [("rec_har", 20), ("rec_wrapped", 30)])
def test_c15_other_wrappings_are_read_whole(
    recording: str, count: int, server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = document(capsys, "network", recording)

    assert answer["total"] == count
    assert raw_ids(answer) == []


MEASURED = """
import re, sys
from upl_tui.cli import main
code = main(sys.argv[1:])
print(code, int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.parametrize(
    ("recording", "says"), [("rec_gzip_bomb", "larger than 64 MB"), ("rec_api_bomb", "larger than 5 MB")]
)
def test_b10_bomb_is_refused_with_little_memory(recording: str, says: str, server: FaultServer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "console", f"ws_test/{recording}"],
        capture_output=True,
        text=True,
        check=True,
    )

    code, peak_mib = map(int, done.stdout.split())
    assert code == 3
    assert peak_mib < MEMORY_CAP_MIB
    assert says in done.stderr


# ---- S: secrets


@pytest.mark.parametrize("verb", ["console", "network", "actions", "show"])
@pytest.mark.parametrize("form", ["text", "json", "ndjson"])
def test_s02_verbs_mask_every_secret(
    verb: str, form: str, server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "ws_test/rec_secrets", "--format", form]) == 0

    said = "".join(capsys.readouterr())
    assert [canary for canary in CANARIES if canary in said] == []


def test_s02_reveal_shows_what_was_masked_and_says_so(
    server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb, revealed in (("console", TEXT_SECRETS), ("network", IN_ADDRESS)):
        assert main([verb, "ws_test/rec_secrets", "--format", "json", "--reveal"]) == 0

        captured = capsys.readouterr()
        assert all(canary in captured.out for canary in revealed)
        assert json.loads(captured.out)["masked"] is False
        assert "--reveal" in captured.err


async def test_s02_screen_masks_list_and_detail_until_asked(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_secrets"), size=(500, 120)) as driver:
        await driver.keys("3")
        await driver.shows("2 requests")
        await driver.keys("enter")
        masked = await details(driver, 2)
        assert [canary for canary in CANARIES if canary in masked] == []

        await driver.keys("R")
        await driver.shows("SECRETS SHOWN")
        revealed = await details(driver, 2)
        assert [c for c in (*IN_HEADERS, *IN_ADDRESS, *IN_BODY, *IN_FORM) if c not in revealed] == []

        await driver.keys("2")
        await driver.shows("13 entries")
        await driver.keys("enter")
        others = await details(driver, 13)
        assert [canary for canary in CANARIES if canary in others] == []


async def test_s02_hits_of_a_search_stay_masked(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_secrets"), size=(160, 40)) as driver:
        await driver.keys("2")
        await driver.shows("13 entries")

        await driver.keys("slash", *"using", "enter")
        await driver.shows("using 1/5")
        assert [canary for canary in CANARIES if canary in driver.text()] == []


def titled(driver: Driver, title: str) -> bool:
    return str(driver.pane.detail.border_title).startswith(title)


async def details(driver: Driver, count: int) -> str:
    """All that the screen says while the cursor goes through the rows with the detail open."""
    seen = []
    letter = driver.screen.kind.letter if driver.screen.kind else ""
    await driver.keys("g")
    for number in range(1, count + 1):
        await driver.until(partial(titled, driver, f"{letter}{number} "))
        await driver.shows("Overview")
        seen.append(driver.text())
        await driver.keys("j")
    return "\n".join(seen)


def test_s05_config_that_others_can_read_is_told_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('api_key_command = "true"\n')
    config.chmod(0o644)
    monkeypatch.setenv("UPL_TUI_CONFIG", str(config))

    assert main(["show", "demo"]) == 0

    assert f"chmod 600 {config}" in capsys.readouterr().err


def test_s05_key_in_the_config_is_refused_and_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('api_key = "uspl_canary_in_config"\n')
    monkeypatch.setenv("UPL_TUI_CONFIG", str(config))

    assert main(["show", "demo"]) == 2

    said = "".join(capsys.readouterr())
    assert "holds a key in clear" in said
    assert "uspl_canary_in_config" not in said


def test_s05_written_file_is_for_its_owner_alone(server: FaultServer, tmp_path: Path) -> None:
    output = tmp_path / "console.json"

    assert main(["console", "ws_test/rec_secrets", "--format", "json", "--output", str(output)]) == 0

    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert [canary for canary in CANARIES if canary in output.read_text()] == []


def test_s07_benign_look_alikes_stay_readable(
    server: FaultServer, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [entry["text"] for entry in document(capsys, "console", "rec_secrets")["entries"]]

    assert texts[-len(BENIGN) :] == [f"see {word}" for word in BENIGN]


async def test_s07_benign_values_beside_secrets_stay_readable(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_secrets"), size=(500, 120)) as driver:
        await driver.keys("3")
        await driver.shows("2 requests")
        await driver.keys("enter")

        await driver.shows('"monkey": "benign"', "page=2", "content-type: application/json")


# ---- F: user, files, environment


@pytest.fixture
def long_line(tmp_path: Path) -> Path:
    """A console log with a line on which nested repetition takes for ever."""
    log = tmp_path / "console.ndjson"
    row = {"timestamp": 1_772_442_930_000, "level": "info", "message": "a" * 40_000 + "b"}
    log.write_text(json.dumps(row) + "\n")
    return log


@pytest.mark.parametrize(("pattern", "says"), [("/((/", "not valid"), ("/(a+)+$/", "too slow")])
def test_f01_bad_regex_is_answered_within_a_second(
    pattern: str, says: str, long_line: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = process_time()
    assert main(["console", str(long_line), "--filter", pattern]) == 2

    assert process_time() - before < 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(("pattern", "says"), [("/((/", "not valid"), ("/(a+)+$/", "too slow")])
async def test_f01_bad_regex_is_told_beside_the_field_and_the_screen_lives(
    pattern: str, says: str, long_line: Path
) -> None:
    from upl_tui.bundle import open_path

    async with driving(lambda on_wait: open_path(long_line)) as driver:
        await driver.keys("2")
        await driver.shows("1 entry")
        await driver.keys("f", *pattern)

        prompt = driver.pane.log_list.filter_prompt.query_one(".prompt--help")
        await driver.until(lambda: says in str(prompt.render()) + driver.status())
        await driver.keys("escape", "1")
        await driver.until(lambda: driver.screen.kind is None)


def test_f02_existing_file_is_kept_unless_forced(server: FaultServer, tmp_path: Path) -> None:
    output = tmp_path / "log.txt"
    output.write_text("old")
    command = ["console", "ws_test/rec_ok", "--output", str(output)]

    assert main(command) == 2
    assert output.read_text() == "old"

    assert main([*command, "--force"]) == 0
    assert output.read_text().count("\n") == 400
    assert list(tmp_path.iterdir()) == [output]


def test_f02_full_disk_leaves_the_old_file_and_nothing_else(
    server: FaultServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "log.txt"
    output.write_text("old")

    with files_of_at_most(1000):
        code = main(["console", "ws_test/rec_ok", "--output", str(output), "--force"])

    assert code == 2
    assert "cannot be written" in capsys.readouterr().err
    assert output.read_text() == "old"
    assert list(tmp_path.iterdir()) == [output]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Writing beyond so many bytes fails, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_f06_no_network_at_start_is_a_sentence_with_a_key_to_try_again(
    fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(self: Patience, seconds: float, attempt: int, reason: str) -> None:
        return None

    monkeypatch.setattr(Patience, "pause", at_once)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        base = f"http://127.0.0.1:{closed.getsockname()[1]}/api/v1"
    settings = Settings(api_base=base, api_key=fault_server.key)

    async with driving(lambda on_wait: ApiSource(settings, "ws_test", "rec_ok", on_wait)) as driver:
        await driver.shows("Cannot connect to 127.0.0.1", "r ")
        await driver.keys("r")
        await driver.shows("Cannot connect to 127.0.0.1")
        assert driver.pilot.app.is_running
