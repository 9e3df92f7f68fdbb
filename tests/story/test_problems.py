"""Which problems a recording has, and which comes first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import action, console, network
from tests.story.scenes import demo, recorded, scene
from upl_tui.entries import Entry, Severity, State
from upl_tui.story import problems

PAGE = "https://shop.test/checkout"


def test_demo_ranks_the_failed_order_first_and_a_blocked_pixel_last() -> None:
    ranked = problems(demo())

    assert ranked[0].ids == ("N44", "C69", "C70")
    assert ranked[-1].ids[0] == "N42"
    assert [problem.score for problem in ranked] == sorted((p.score for p in ranked), reverse=True)


def test_own_failed_change_after_a_click_ranks_above_an_aborted_analytics_beacon() -> None:
    made = scene(
        [action(at_ms=1000.0, url=PAGE, selector="#pay")],
        [
            network(
                "https://stats.example/b",
                "POST",
                None,
                State.ABORTED,
                at_ms=1010.0,
                type="beacon",
                severity=Severity.WARN,
            ),
            network(
                "https://shop.test/api/pay",
                "POST",
                500,
                State.SERVER_ERROR,
                at_ms=1020.0,
                severity=Severity.ERROR,
            ),
        ],
    )

    ranked = problems(made)

    assert [problem.ids[0] for problem in ranked] == ["N2", "N1"]
    assert ranked[1].score < 0


def test_reasons_of_a_problem_add_up_to_its_score() -> None:
    for name in ("order", "cors", "double-click", "third-party", "left-page"):
        for problem in problems(recorded(name)):
            points = [int(reason.rpartition("(")[2].rstrip(")")) for reason in problem.reasons]
            assert sum(points) == problem.score


def test_one_failure_seen_three_times_is_one_problem() -> None:
    assert [problem.ids for problem in problems(recorded("order"))] == [
        ("N3", "C4", "C5", "C6"),
        ("N2", "C2", "C3"),
    ]


def test_refused_preflight_and_its_request_are_one_problem() -> None:
    assert [problem.ids for problem in problems(recorded("cors"))] == [("N3", "N2", "C1", "C2", "C3")]


@pytest.mark.parametrize(("took", "expected"), [(2999.0, []), (3000.0, ["N1"])])
def test_answer_to_a_deed_is_a_problem_from_three_seconds_on(took: float, expected: list[str]) -> None:
    made = scene([action(at_ms=1000.0, url=PAGE)], [network(at_ms=1010.0, duration_ms=took)])

    assert [problem.ids[0] for problem in problems(made)] == expected


def test_rage_clicks_that_nothing_explains_are_a_problem_of_their_own() -> None:
    clicks = [action(at_ms=1000.0 + 200 * n, selector="#dead") for n in range(3)]

    [problem] = problems(scene(clicks))

    assert problem.ids == ("A1", "A2", "A3")


def test_requests_without_times_are_not_said_to_have_been_tried_again() -> None:
    failed = network(
        "https://shop.test/a", "GET", 500, State.SERVER_ERROR, at_ms=None, severity=Severity.ERROR
    )
    good = network("https://shop.test/a", at_ms=None)

    [problem] = problems(scene(network=[failed, good]))

    assert not any("again" in reason for reason in problem.reasons)


def test_error_of_a_script_of_another_site_ranks_below_the_pages_own() -> None:
    made = scene(
        [action(at_ms=500.0, url=PAGE)],
        [],
        [
            console(
                "Error: theirs",
                Severity.ERROR,
                at_ms=600.0,
                origin="exception",
                url="https://ads.example/a.js",
            ),
            console(
                "Error: ours", Severity.ERROR, at_ms=700.0, origin="exception", url="https://shop.test/a.js"
            ),
        ],
    )

    assert [problem.ids[0] for problem in problems(made)] == ["C2", "C1"]


def searched(query: str, at_ms: float, **more: Any) -> Entry:
    url = f"https://shop.test/api/search?q={query}"
    state = more.pop("state", State.FAILED)
    fields: dict[str, Any] = {
        "severity": Severity.ERROR,
        "at_ms": at_ms,
        "text": f"GET {url}",
        "duration_ms": 200.0,
    }
    return network(url, "GET", None, state, **fields | more)


def test_search_without_answer_ranks_low_when_a_newer_one_was_sent_meanwhile() -> None:
    replaced = [searched("k", 1000.0), searched("ke", 1150.0), searched("kett", 1300.0, state=State.OK)]
    alone = [searched("k", 1000.0), searched("ke", 1201.0, state=State.OK)]
    again = [searched("k", 1000.0), searched("k", 1150.0, state=State.OK)]
    known = [searched("k", 1000.0, error="net::ERR_FAILED"), searched("ke", 1150.0, state=State.OK)]

    scores = [problems(scene(network=asked))[0].score for asked in (replaced, alone, again, known)]

    assert scores[0] < 20
    assert min(scores[1:]) >= 45


def test_slow_request_of_a_page_load_is_no_users_doing() -> None:
    slow = network(at_ms=1010.0, duration_ms=4000.0)
    navigated, clicked = action(kind="navigation", at_ms=1000.0), action(at_ms=1000.0)

    [loaded] = problems(scene([navigated], [slow]))
    [asked] = problems(scene([clicked], [slow]))

    assert asked.score > loaded.score
    assert "user" not in " ".join(loaded.reasons)


def test_icon_that_the_browser_asks_for_ranks_below_a_missing_page() -> None:
    missing: dict[str, Any] = {
        "status": 404,
        "state": State.CLIENT_ERROR,
        "severity": Severity.WARN,
        "at_ms": 1000.0,
    }
    asked = [
        network("https://shop.test/favicon.ico", text="GET /favicon.ico", **missing),
        network("https://shop.test/api/x", text="GET /api/x", **missing),
    ]

    assert [problem.ids[0] for problem in problems(scene(network=asked))] == ["N2", "N1"]
