"""Copying with keys: what goes to the terminal, what is said of it, and the shortest way to a hand-over."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

from tests.driver import Driver, driving
from upl_tui.export.forms import FORMS, REQUESTS
from upl_tui.model import Kind
from upl_tui.tui.screens.copy import COPY_KEYS, CopyingScreen
from upl_tui.tui.screens.recording import Start

MOST_KEYS = 12


class Keys:
    """Presses keys of a person and counts them."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.count = 0

    async def press(self, keys: str) -> None:
        for key in keys.split():
            await self.driver.keys(key)
            self.count += 1


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard through the terminal, newest last."""
    texts: list[str] = []

    def write(self: object, data: str) -> None:
        if found := re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", data):
            texts.append(b64decode(found[1]).decode())

    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver.write", write)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return texts


async def copied(driver: Driver, sent: list[str], keys: str) -> str:
    before = len(sent)
    await driver.keys(*keys)
    await driver.until(lambda: len(sent) > before)
    return sent[-1]


def test_keys_named_for_the_menu_are_those_of_the_registry() -> None:
    assert {form.key: form.title for form in FORMS} == COPY_KEYS
    for form in FORMS:
        of_requests = form.kinds == REQUESTS
        assert CopyingScreen.copies(form.key, Kind.NETWORK)
        assert CopyingScreen.copies(form.key, Kind.CONSOLE) is not of_requests


async def test_demos_failing_order_is_found_understood_and_handed_over_in_twelve_keys(
    sent: list[str],
) -> None:
    async with driving(size=(120, 40)) as driver:
        keys = Keys(driver)

        await keys.press("3")
        await driver.shows("46 requests")
        await keys.press("G E enter")
        await driver.shows("500 Internal Server Error", "/api/orders", "server error")
        await keys.press("y c")
        await driver.until(lambda: len(sent) == 1)
        await keys.press("y r")
        await driver.until(lambda: len(sent) == 2)
        await keys.press("y m")
        await driver.until(lambda: len(sent) == 3)

        curl, har, table = sent
        assert keys.count <= MOST_KEYS
        assert "/api/orders" in curl
        assert "# POST changes data on the server" in curl
        assert "idempotency-key: k-81" in curl
        assert [entry["response"]["status"] for entry in json.loads(har)["log"]["entries"]] == [500]
        assert "| N44 | 0:24.714 | POST | 500! |" in table


async def test_status_line_says_what_was_done_and_never_that_it_was_copied(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(140, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))

        await copied(driver, sent, "yc")

        await driver.shows("cURL command of N44: sent to terminal (OSC 52), 861 B · 1 masked")
        assert "copied" not in driver.status()


async def test_reveal_lets_secrets_into_the_copy(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(140, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))
        masked = await copied(driver, sent, "yc")

        await driver.keys("R")
        shown = await copied(driver, sent, "yc")

        assert "sid=••••••" in masked
        assert "••••••" not in shown
        assert "sid=" in shown


async def test_capital_y_repeats_the_form_on_the_next_row(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44")) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))

        assert await copied(driver, sent, "yi") == "N44"
        await driver.keys("j")
        assert await copied(driver, sent, "Y") == "N45"


async def test_selected_range_is_copied_in_the_order_of_the_list(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44")) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("V", "j")

        assert (await copied(driver, sent, "yi")).split() == ["N44", "N45"]


async def test_capital_y_before_any_copy_says_which_key_to_press() -> None:
    async with driving(start=Start(tab="network")) as driver:
        await driver.shows("46 requests")

        await driver.keys("Y")

        await driver.shows("y shows the forms")


async def test_bodies_are_copied_from_inside_the_detail(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(120, 50)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("enter")
        await driver.shows("Overview")
        driver.pane.detail.text.focus()

        assert "PAYMENT_GATEWAY" in await copied(driver, sent, "yb")
        assert "c_7f31" in await copied(driver, sent, "yq")


async def test_form_of_requests_is_not_offered_in_the_console() -> None:
    async with driving(start=Start(tab="console")) as driver:
        await driver.shows("71 entries")

        live = driver.screen.active_bindings

        assert "y>m" in live
        assert "y>c" not in live


async def test_response_without_a_body_says_so_instead_of_copying(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N18"), size=(140, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N18"))

        await driver.keys("y", "b")

        await driver.shows("N18 has no response body")
        assert sent == []


async def test_binary_body_lies_in_a_private_file_that_the_command_names(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N7"), size=(200, 30)) as driver:
        await driver.until(lambda: driver.row().startswith("N7"))

        path = Path(await copied(driver, sent, "yb"))

    assert_private_png(path)


def assert_private_png(path: Path) -> None:
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_line_that_stands_for_identical_ones_is_copied_with_all_of_them(sent: list[str]) -> None:
    async with driving(start=Start(tab="console"), size=(120, 40)) as driver:
        await driver.shows("71 entries")
        await driver.keys("colon", *"C53", "enter")
        await driver.until(lambda: driver.row().startswith("C53 "))

        assert (await copied(driver, sent, "yi")).split() == ["C53", "C54", "C55", "C56"]
        await driver.shows("id of 4 rows")


async def test_json_path_of_the_line_in_the_detail_is_copied(sent: list[str]) -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(120, 80)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("enter")
        await driver.shows("PAYMENT_GATEWAY")
        text = driver.pane.detail.text
        text.focus()
        await driver.keys("slash", *"PAYMENT_GATEWAY", "enter", "n")
        await driver.until(lambda: text.path_at_cursor())

        assert await copied(driver, sent, "y.") == "$.error.code"
        await driver.shows("JSON path: sent to terminal (OSC 52)")


async def test_json_path_of_a_line_that_is_no_json_says_where_to_go() -> None:
    async with driving(start=Start(tab="network", select="N44"), size=(140, 50)) as driver:
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("enter")
        await driver.shows("Overview")

        await driver.keys("y", "full_stop")

        await driver.shows("This line is no JSON")
