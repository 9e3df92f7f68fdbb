from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.shapes.families import actions, any_rows, check_accounted, every_change, log_of
from tests.shapes.framed import DATA, sample
from upl_tui.entries import TimeQuality
from upl_tui.model import Kind
from upl_tui.shapes.recorder import SHAPE

FLOW = "recorder/lighthouse-desktop-flow.json"
STEPS: list[dict[str, Any]] = [
    {"type": "change", "target": "main", "selectors": [["aria/Email"], ["#email"]], "value": "a@b.example"},
    {"type": "doubleClick", "selectors": [['xpath///*[@id="x"]']], "offsetX": 1, "offsetY": 2},
    {"type": "click", "selectors": [["my-shop", "button.buy"], "text/Buy"], "button": "secondary"},
    {"type": "hover", "selectors": ["nav > a"]},
    {"type": "keyDown", "target": "main", "key": "Enter"},
    {"type": "keyUp", "target": "main", "key": "Enter"},
    {"type": "scroll", "target": "main", "x": 0, "y": 300},
    {
        "type": "navigate",
        "url": "https://a.example/",
        "assertedEvents": [{"type": "navigation", "title": "A"}],
    },
    {"type": "waitForExpression", "expression": "window.ready"},
    {"type": "close", "assertedEvents": []},
]


def test_real_flow_is_told_step_by_step_in_plain_words() -> None:
    log = log_of((DATA / FLOW).read_bytes(), Kind.ACTION)

    assert (log.account.shape, log.account.understood, log.account.raw) == ("DevTools Recorder flow", 7, 0)
    assert list(log.texts) == [
        "resized to 757 x 988",
        "went to http://localhost:10200/flow/index.html",
        'clicked "Add item"',
        'clicked "Add item"',
        'clicked "Add item"',
        'clicked "Link to new page!"',
        'clicked "Hidden content here:" (summary)',
    ]
    assert {entry.time_quality for entry in log.entries()} == {TimeQuality.NONE}


def test_click_has_selectors_coordinates_in_the_element_and_the_page_it_leads_to() -> None:
    click = actions((DATA / FLOW).read_bytes())[5]

    assert (click.selector, click.selectors) == ("#link", ("aria/Link to new page!", "#link"))
    assert (click.x, click.y, click.coord_space) == (53.390625, 3.6875, "element")
    assert click.to_url == "http://localhost:10200/flow/next.html"


def test_each_kind_of_step_is_understood() -> None:
    found = actions({"title": "t", "steps": STEPS})

    assert [entry.text for entry in found] == [
        'changed Email to "a@b.example"',
        'double-clicked "xpath///*[@id="x"]"',
        'right-clicked "Buy" (button)',
        'hovered over "a" (a)',
        "pressed Enter",
        "released Enter",
        "scrolled to 0, 300",
        "went to https://a.example/",
        'waitForExpression "window.ready"',
        "close",
    ]
    assert found[2].selectors == ("my-shop >> button.buy", "text/Buy")
    assert found[2].button == "right"
    assert found[7].title == "A"


@pytest.mark.parametrize(
    "value",
    [
        {"type": "click", "timestamp": 1, "selectors": ["#a"]},
        {"type": "click", "x": 1, "y": 2},
        {"type": "navigate", "time": 3, "url": "https://a.example/"},
        {"type": "log", "selectors": []},
        {"type": ["click"], "selectors": []},
        "click",
    ],
)
def test_rows_of_other_recorders_are_no_steps(value: Any) -> None:
    assert not SHAPE.fits(value)


def test_wrong_values_in_any_place_are_accounted_for() -> None:
    check_accounted(SHAPE, every_change([*sample(FLOW)["steps"], *STEPS]))


@given(any_rows([*sample(FLOW)["steps"], *STEPS]))
@settings(deadline=None, max_examples=60)
def test_any_rows_are_all_accounted_for(values: list[Any]) -> None:
    check_accounted(SHAPE, values)
