from __future__ import annotations

from typing import Any

import pytest

from upl_tui.entries import ActionEntry, Severity
from upl_tui.shapes.playwright_actions import call, dialog, navigated

BUTTON = 'internal:role=button[name="Place order"i]'
FIELD = 'internal:label="Email"i'


def read(method: str, *more: dict[str, Any], **params: Any) -> ActionEntry:
    row = {"type": "before", "callId": "1", "class": "Frame", "method": method, "params": params}
    entry = call(None, [row, *more])
    assert isinstance(entry, ActionEntry)
    return entry


@pytest.mark.parametrize(
    ("method", "params", "action", "text"),
    [
        ("click", {"selector": BUTTON}, "click", 'clicked "Place order" (button)'),
        ("dblclick", {"selector": "#a"}, "dblclick", 'double-clicked "a"'),
        ("fill", {"selector": FIELD, "value": "a@b.example"}, "input", 'typed "a@b.example" into Email'),
        ("type", {"selector": FIELD, "text": "abc"}, "input", 'typed "abc" into Email'),
        ("press", {"selector": FIELD, "key": "Enter"}, "key", "pressed Enter in Email"),
        ("keyboardPress", {"key": "Tab"}, "key", "pressed Tab"),
        ("keyboardType", {"text": "abc"}, "input", 'typed "abc"'),
        ("mouseClick", {"x": 3, "y": 4}, "click", "clicked at 3, 4"),
        ("check", {"selector": FIELD}, "change", "checked Email"),
        ("uncheck", {"selector": FIELD}, "change", "unchecked Email"),
        ("hover", {"selector": BUTTON}, "hover", 'hovered over "Place order" (button)'),
        ("goto", {"url": "https://a.example/"}, "navigation", "went to https://a.example/"),
        ("reload", {}, "navigation", "reloaded another page"),
        ("dragAndDrop", {"source": "#a", "target": "#b"}, "drag", 'dragged "a"'),
        (
            "selectOption",
            {"selector": FIELD, "options": [{"valueOrLabel": "Red"}, {"label": "Blue"}]},
            "change",
            'changed Email to "Red, Blue"',
        ),
        ("newPage", {}, "other", "Frame.newPage"),
        (
            "expect",
            {"selector": BUTTON, "expression": "to.be.visible", "timeout": 5000},
            "other",
            'Frame.expect "Place order" {expression: "to.be.visible"}',
        ),
    ],
)
def test_call_is_told_in_plain_words(method: str, params: dict[str, Any], action: str, text: str) -> None:
    entry = read(method, **params)

    assert (entry.action, entry.text) == (action, text)


def test_point_of_the_input_row_and_modifiers_are_kept() -> None:
    point = {"type": "input", "callId": "1", "point": {"x": 10.5, "y": 20}}

    entry = read("click", point, selector=BUTTON, modifiers=["Shift", "Alt"], button="right")

    assert (entry.x, entry.y, entry.coord_space) == (10.5, 20, "viewport")
    assert (entry.modifiers, entry.button) == (("shift", "alt"), "right")


def test_failed_call_says_so() -> None:
    after = {"type": "after", "callId": "1", "error": {"name": "TimeoutError", "message": "Timeout 5 s\nlog"}}

    entry = read("click", after, selector=BUTTON)

    assert entry.severity is Severity.ERROR
    assert entry.text == 'clicked "Place order" (button): Timeout 5 s'
    assert entry.notes == ("The call failed: Timeout 5 s\nlog",)


def test_long_details_are_cut() -> None:
    entry = read("evaluate", expression="x" * 5000)

    assert len(entry.text) < 250
    assert entry.text.endswith("…")


def test_events_of_the_page_are_actions() -> None:
    went = navigated([{"params": {"url": "https://a.example/", "newDocument": {"request": {}}}}])
    asked = dialog([{"params": {"type": "confirm", "message": "Sure?"}}])

    assert went.text == "went to https://a.example/"
    assert asked.text == 'confirm dialog "Sure?"'
