"""The screen of a recording, driven by keys over the demo's real server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.driver import Driver, driving
from tests.faultserver.server import FaultServer
from tests.hands import rest
from upl_tui.api.retry import Patience
from upl_tui.loader import ApiSource, DemoSource, OnWait, RecordingSource
from upl_tui.model import Kind, Part
from upl_tui.settings import Settings
from upl_tui.states import Availability, PartState
from upl_tui.tui.screens.recording import Start


def demo(recording_id: str) -> Callable[[OnWait], RecordingSource]:
    return lambda on_wait: DemoSource(Settings(), recording_id, on_wait)


def faulty(server: FaultServer, recording_id: str) -> Callable[[OnWait], RecordingSource]:
    settings = Settings(
        api_base=server.api_base, api_key=server.key, storage_origins=tuple(server.storage_origins)
    )
    return lambda on_wait: ApiSource(settings, "ws_test", recording_id, on_wait)


async def open_network(driver: Driver) -> None:
    await driver.keys("3")
    await driver.shows("46 requests")


async def test_info_shows_metadata_and_fetches_no_log() -> None:
    async with driving() as driver:
        await driver.shows("zendesk", "Notes", "video/webm", "image/jpeg")

        assert driver.screen.session.logs == {}


async def test_tabs_show_every_entry_of_the_demo() -> None:
    async with driving() as driver:
        for key, words in (("2", "71 entries"), ("3", "46 requests"), ("4", "50 actions")):
            await driver.keys(key)
            await driver.shows(words)

        await driver.keys("1")
        await driver.shows("71 entries · flat console rows", "46 entries · HAR", "50 entries")


async def test_brackets_go_round_the_tabs() -> None:
    async with driving() as driver:
        await driver.keys("left_square_bracket")
        assert driver.open_tab == "story"

        await driver.keys("right_square_bracket", "right_square_bracket")
        assert driver.open_tab == "console"


async def test_search_counts_hits_and_n_goes_round() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("slash", *"/api/orders", "enter")
        await driver.shows("/api/orders 1/2")
        assert "POST" in driver.row()
        assert "500" in driver.row()
        await driver.keys("n")
        await driver.shows("2/2")
        assert "201" in driver.row()
        await driver.keys("n")
        await driver.shows("1/2", "other end")


async def test_enter_on_the_failed_order_shows_headers_and_body() -> None:
    async with driving(size=(120, 60)) as driver:
        await open_network(driver)

        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))
        await driver.keys("enter")
        await driver.shows("Overview", "content-type")
        driver.pane.detail.text.focus()
        await driver.keys("slash", *"PAYMENT_GATEWAY", "enter")
        await driver.until(lambda: "PAYMENT_GATEWAY" in "\n".join(driver.detail()))

        await driver.keys("escape", "escape")
        assert not driver.pane.has_class("-detail")


async def test_filter_narrows_while_typing_and_esc_clears_it() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("f", *"status:5")
        await driver.keys("x", "x", "enter")
        await driver.shows("1 of 46 requests")
        assert "500" in driver.row()
        await driver.keys("escape")
        await driver.shows("46 requests")


async def test_filter_that_keeps_nothing_names_the_term_that_did_it() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("f", *"method:POST status:418", "enter")

        await driver.shows("0 of 46 requests", "status:418 leaves none")


async def test_filter_that_is_not_valid_keeps_the_rows_and_says_why() -> None:
    async with driving() as driver:
        await open_network(driver)
        before = driver.rows()[:5]

        await driver.keys("f", "left_parenthesis")
        await driver.until(lambda: driver.pane.log_list.filter_prompt.query(".prompt--help.-error"))

        assert driver.rows()[:5] == before


async def test_problems_key_keeps_problems_and_again_all() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("exclamation_mark")
        await driver.shows("is:problem", "of 46")
        await driver.keys("exclamation_mark")
        await driver.until(lambda: "of 46" not in driver.facts())


async def test_level_menu_edits_the_visible_filter() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")

        await driver.keys("L", "e")
        await driver.shows("level:>=error", "of 71")


async def test_keeping_a_value_edits_the_visible_filter_and_undoes_itself() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("+", "1")
        await driver.shows("status:500", "1 of 46 requests")
        await driver.keys("+", "1")
        await driver.until(lambda: "of 46" not in driver.facts())


async def test_filter_line_offers_values_with_counts() -> None:
    async with driving() as driver:
        await open_network(driver)

        await driver.keys("f", *"method:P")
        await driver.until(lambda: driver.pane.log_list.filter_prompt.offers)
        await driver.keys("tab")

        assert driver.pane.log_list.filter_prompt.text == "method:POST"


async def test_word_that_becomes_a_key_leaves_the_rows_until_it_is_one() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")
        prompt = driver.pane.log_list.filter_prompt

        await driver.keys("f", *"level")
        await driver.until(lambda: prompt.offers)
        assert len(driver.pane.log_list.table.all_rows) == 71

        await driver.keys("enter")
        await driver.shows("0 of 71 entries")


async def test_value_that_is_not_whole_yet_is_offered_beside_the_error() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")
        prompt = driver.pane.log_list.filter_prompt

        await driver.keys("f", *"(level:err")
        await driver.until(lambda: prompt.offers)
        assert prompt.is_wrong
        await driver.keys("tab", *")", "enter")

        await driver.shows("filter (level:error)  ·  25 of 71 entries")


async def test_error_hops_stop_at_the_ends_and_say_so() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")

        await driver.keys("e")
        assert driver.row().startswith("C16")
        await driver.keys("E")
        await driver.shows("no earlier error")


async def test_moment_is_shared_between_tabs() -> None:
    async with driving() as driver:
        await open_network(driver)
        await driver.keys("colon", *"N44", "enter")
        await driver.until(lambda: driver.row().startswith("N44"))

        await driver.keys("4")
        await driver.shows("50 actions")

        await driver.until(lambda: "submitted" in driver.row())
        assert driver.screen.moment == pytest.approx(24_714, abs=50)


async def test_reveal_shows_secrets_on_this_tab_with_a_badge() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")
        await driver.keys("colon", *"C26", "enter")
        await driver.until(lambda: driver.row().startswith("C26"))
        assert "c2lnbmF0dXJl" not in driver.row()

        await driver.keys("R")

        await driver.shows("SECRETS SHOWN")
        assert "c2lnbmF0dXJl" in driver.row()


@pytest.mark.parametrize(
    ("recording", "key", "says", "availability"),
    [
        ("rec_notcaptured", "2", "not captured", Availability.NOT_CAPTURED),
        ("rec_pending", "2", "still being processed", Availability.PENDING),
        ("rec_empty", "2", "is empty", Availability.EMPTY),
        ("rec_deleted", "1", "deleted", None),
    ],
)
async def test_state_of_a_part_is_a_sentence_of_its_own(
    recording: str, key: str, says: str, availability: Availability | None
) -> None:
    async with driving(demo(recording)) as driver:
        await driver.keys(key)

        await driver.shows(says)
        if availability:
            assert driver.screen.session.state(Part.CONSOLE).availability is availability


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        ("rec_unauthorized", "key"),
        ("rec_forbidden", "member"),
        ("rec_not_found", "no such recording"),
        ("rec_gone", "deleted"),
        ("rec_html_instead_of_json", "not from the API"),
        ("rec_conn_refused", "connect"),
        ("rec_no_such_key", "missing"),
        ("rec_gzip_bomb", "larger than"),
        ("rec_url_metadata_ip", "not allowed"),
    ],
)
async def test_fault_ends_as_a_sentence_on_its_tab_and_the_others_go_on(
    scenario: str, says: str, fault_server: FaultServer
) -> None:
    async with driving(faulty(fault_server, scenario)) as driver:
        await driver.keys("2")

        await driver.until(lambda: says.lower() in driver.text().lower())
        await driver.keys("1")
        assert driver.screen.kind is None


async def test_log_cut_short_shows_what_arrived_and_how_much(
    fault_server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def try_at_once(patience: Patience, seconds: float, attempt: int, reason: str) -> None:
        return None

    monkeypatch.setattr(Patience, "pause", try_at_once)
    async with driving(faulty(fault_server, "rec_truncated_always")) as driver:
        await driver.keys("2")

        await driver.shows("entries", "bytes")
        await driver.until(driver.rows)


async def test_escape_cancels_a_slow_download(fault_server: FaultServer) -> None:
    async with driving(faulty(fault_server, "rec_slow_drip")) as driver:
        await driver.keys("2")
        await driver.until(
            lambda: driver.screen.session.state(Part.CONSOLE).availability is Availability.LOADING
        )

        await driver.keys("escape")

        await driver.shows("cancelled")


async def test_start_at_an_entry_opens_its_tab_there() -> None:
    async with driving(start=Start(select="N44")) as driver:
        await driver.shows("46 requests")

        await driver.until(lambda: driver.row().startswith("N44"))


async def test_filter_without_a_tab_is_that_of_the_first_log_that_opens() -> None:
    async with driving(start=Start(query="level:error")) as driver:
        await driver.shows("Captured")
        await driver.keys("2")
        await driver.shows("filter level:error", "of 71 entries")

        await driver.keys("3")

        await driver.shows("46 requests")
        assert "filter level:error" not in driver.text()


async def test_start_at_a_moment_opens_a_tab_there() -> None:
    async with driving(start=Start(tab="actions", at_ms=24_650)) as driver:
        await driver.shows("50 actions")

        await driver.until(lambda: driver.row().startswith("A49"))


async def test_help_lists_live_keys() -> None:
    async with driving() as driver:
        await driver.keys("2")
        await driver.shows("71 entries")

        await driver.keys("question_mark")
        app = driver.pilot.app
        await driver.until(lambda: app.screen is not driver.screen)
        await driver.keys("escape")
        await driver.until(lambda: app.screen is driver.screen)


async def test_hostile_recording_runs_no_action_and_shows_no_control_character(
    fault_server: FaultServer,
) -> None:
    async with driving(faulty(fault_server, "rec_escape_injection")) as driver:
        for key in "1234":
            await driver.keys(key)
            await driver.until(lambda: driver.rows() if driver.screen.kind else True)
            await driver.keys("enter")
            await rest(driver.pilot)

            assert all(character.isprintable() or character == "\n" for character in driver.text())


async def test_log_that_arrives_while_a_command_is_typed_takes_no_focus() -> None:
    async with driving() as driver:
        await driver.keys("3")
        await driver.shows("46 requests")
        pane, log = driver.pane, driver.screen.session.logs[Kind.NETWORK]
        pane.show_loading()
        await driver.keys("colon", "N4")

        pane.show_log(log, PartState(Availability.READY))
        await driver.keys("4", "enter")

        await driver.until(lambda: driver.row().startswith("N44 "))
        assert driver.open_tab == "network"
