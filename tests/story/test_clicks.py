"""Rage, dead and fatal clicks, and when nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import action, console, log, network
from tests.story.scenes import demo, scene
from upl_tui.entries import Element, Severity, State
from upl_tui.model import Kind
from upl_tui.story.clicks import find_clicks, rage_runs, tag

BUTTON = Element(tag="button")


def test_demo_has_one_rage_and_the_click_before_the_failed_order() -> None:
    made = demo()

    clicks = find_clicks(made)
    tag(made, clicks)

    assert clicks.rage == ((13, 14, 15, 16),)
    assert clicks.dead == ()
    tags = made.logs[Kind.ACTION].tags
    assert 48 in tags["before-error"]
    assert set(tags["rage"]) == {13, 14, 15, 16}


def test_clicks_on_different_elements_are_no_rage() -> None:
    clicks = [action(at_ms=1000.0 + n, selector=f"#{n}") for n in range(5)]

    assert find_clicks(scene(clicks)).rage == ()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 5000), max_size=12))
def test_rage_is_every_click_that_is_one_of_three_within_a_second(moments: list[float]) -> None:
    moments = sorted(moments)
    made = log(Kind.ACTION, [action(at_ms=at, selector="#x") for at in moments])

    runs = rage_runs(made, range(len(moments)))

    naive = {
        row
        for first in range(len(moments) - 2)
        if moments[first + 2] - moments[first] <= 1000
        for row in (first, first + 1, first + 2)
    }
    assert [row for run in runs for row in run] == sorted(naive)


@pytest.mark.parametrize(
    ("network_rows", "console_rows", "action_rows", "dead"),
    [
        ([], [], [], True),
        ([network(at_ms=1200.0)], [], [], False),
        ([], [console(at_ms=1200.0)], [], False),
        ([], [], [action(kind="change", at_ms=1200.0)], False),
        ([], [], [action(kind="navigation", at_ms=1900.0)], False),
        ([network(at_ms=900.0)], [console(at_ms=2100.0)], [action(kind="hover", at_ms=1200.0)], True),
    ],
)
def test_click_is_dead_when_nothing_comes_of_it(
    network_rows: list[object], console_rows: list[object], action_rows: list[object], dead: bool
) -> None:
    clicked = action(at_ms=1000.0, selector="#x", element=BUTTON)

    found = find_clicks(scene([clicked, *action_rows], network_rows, console_rows))  # type: ignore[arg-type, list-item]

    assert found.dead == ((0,) if dead else ())


def test_window_of_dead_clicks_can_be_set() -> None:
    made = scene([action(at_ms=1000.0, element=BUTTON)], [network(at_ms=3000.0)])

    assert find_clicks(made).dead == (0,)
    assert find_clicks(made, 2500.0).dead == ()


def test_click_into_a_field_is_never_dead() -> None:
    assert find_clicks(scene([action(element=Element(tag="input"))])).dead == ()


@pytest.mark.parametrize("missing", [Kind.NETWORK, Kind.CONSOLE])
def test_no_click_is_called_dead_when_a_log_is_missing(missing: Kind) -> None:
    clicked = [action(element=BUTTON)]
    made = scene(clicked, None, []) if missing is Kind.NETWORK else scene(clicked, [], None)

    found = find_clicks(made)

    assert found.dead == ()
    assert any(missing.value in sentence for sentence in found.unclear)


def test_clicks_without_times_and_without_a_log_are_said_to_be_unknown() -> None:
    assert find_clicks(scene([action(at_ms=None)])).unclear
    assert find_clicks(scene(None)).unclear


def test_failure_of_another_site_is_nobodys_fault() -> None:
    other = network(
        "https://ads.example/x", "POST", 500, State.SERVER_ERROR, at_ms=1100.0, severity=Severity.ERROR
    )

    made = scene([action(at_ms=1000.0)], [other])

    assert find_clicks(made).before_error == ()
