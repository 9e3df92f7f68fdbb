from __future__ import annotations

import json

import pytest

from tests import factories as make
from tests.logs.asking import cells, matches, sections
from upl_tui.entries import ActionEntry, Element
from upl_tui.logs.actions import ACTIONS
from upl_tui.logs.spec import Cell
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker

BUTTON = Element(
    tag="button",
    id="place",
    classes=("primary", "wide"),
    name="place",
    type="submit",
    role="button",
    test_id="place-order",
    text="Place order",
    label="Place your order",
    href="https://shop.test/?token=canary1",
)
PASSWORD = Element(tag="input", type="password", name="pw")


def click() -> ActionEntry:
    return make.action(
        element=BUTTON,
        action_raw="mousedown",
        label="Place order",
        selector="#place",
        selectors=("#place", "form > button"),
        x=10.0,
        y=20.5,
        coord_space="viewport",
        viewport=(1280.0, 720.0),
        button="left",
        modifiers=("shift",),
        flags=("rage_click", "dead_click", "untrusted"),
        from_url="https://shop.test/cart?token=canary2",
        title="Checkout",
        navigation_type="push",
    )


def typed(value: str = "hunter2", **more: object) -> ActionEntry:
    return make.action(f'typed "{value}" into Code', "input", PASSWORD, value=value, label="Code", **more)


def test_cells_of_actions() -> None:
    assert cells(ACTIONS, click()) == {
        "sentence": Cell('clicked "Place order" (button)', "warn"),
        "page": Cell("/checkout", "muted"),
    }
    went = make.action("went to /thanks", "navigation", to_url="https://shop.test/thanks?code=1")
    assert cells(ACTIONS, went)["sentence"].style == "accent"
    assert cells(ACTIONS, went)["page"].text == "/thanks?code=1"
    assert cells(ACTIONS, make.action(url=""))["page"].text == ""


def test_raw_row_has_cells_of_its_own() -> None:
    assert cells(ACTIONS, make.raw("pin=1234")) == {
        "sentence": Cell(f"pin={MASK}", "muted"),
        "page": Cell("raw", "muted"),
    }


@pytest.mark.parametrize("value", ["hunter2", "h", "a b", "x.*y", "pässword"])
def test_typed_secret_is_masked_everywhere_by_the_elements_type(value: str) -> None:
    source = json.dumps({"element": {"type": "password"}, "value": value, "typed": value}).encode()
    entry = typed(value, used_keys=frozenset({"element", "value"}))

    shown = sections(ACTIONS, entry, source)
    log = make.log(Kind.ACTION, [entry])

    assert cells(ACTIONS, entry)["sentence"].text == f'typed "{MASK}" into Code'
    assert f'"value": "{MASK}"' in shown["raw"].text
    assert f'"{value}"' not in "".join(section.text for section in shown.values())
    assert ACTIONS.to_json(log, 0, Masker()) == {
        "id": "A1",
        "kind": "action",
        "at_ms": 3000.0,
        "severity": "info",
        "text": f'typed "{MASK}" into Code',
        "parsed": True,
        "action": "input",
        "label": "Code",
        "value": MASK,
    }


def test_typed_secret_with_reveal_is_shown() -> None:
    assert cells(ACTIONS, typed(), reveal=True)["sentence"].text == 'typed "hunter2" into Code'
    assert "Value: hunter2" in sections(ACTIONS, typed(), reveal=True)["overview"].text


def test_single_key_in_a_password_field_is_masked() -> None:
    entry = make.action("pressed a in pw", "key", PASSWORD, key="a")

    assert cells(ACTIONS, entry)["sentence"].text == f"pressed {MASK} in pw"
    assert f"Key: {MASK}" in sections(ACTIONS, entry)["overview"].text
    enter = make.action("pressed Enter in pw", "key", PASSWORD, key="Enter")
    assert cells(ACTIONS, enter)["sentence"].text == "pressed Enter in pw"


def test_value_masked_by_the_recorder_stays_masked_with_reveal() -> None:
    entry = make.action("typed 7 characters (masked)", "input", value_masked=True, value_length=7)

    assert f"Value: {MASK} (7 characters)" in sections(ACTIONS, entry, reveal=True)["overview"].text
    assert ACTIONS.to_json(make.log(Kind.ACTION, [entry]), 0, Masker(reveal=True))["value"] == MASK


def test_value_of_an_ordinary_field_is_shown() -> None:
    entry = make.action(
        'typed "kettle" into Search', "input", Element(name="q"), value="kettle", label="Search"
    )

    assert ACTIONS.to_json(make.log(Kind.ACTION, [entry]), 0, Masker())["value"] == "kettle"
    assert ACTIONS.to_json(make.log(Kind.ACTION, [click()]), 0, Masker())["value"] is None


def test_sections_say_what_was_recorded() -> None:
    shown = sections(ACTIONS, click())

    assert list(shown) == ["overview", "viewport", "element", "page", "raw"]
    assert shown["overview"].text.split("\n") == [
        'Action: clicked "Place order" (button)',
        "Kind: click (mousedown)",
        "Key: shift",
        "Button: left",
        "Position: 10, 20.5 (viewport)",
        "Viewport: 1280 x 720",
        "Flags: rage click, dead click, untrusted",
        "Time: 0:03.000",
    ]
    assert shown["element"].text.split("\n") == [
        "Label: Place order",
        "Tag: button",
        "Id: place",
        "Classes: primary wide",
        "Name: place",
        "Type: submit",
        "Role: button",
        "Test id: place-order",
        "Text: Place order",
        "Accessible label: Place your order",
        f"Link: https://shop.test/?token={MASK}",
        "Selector: #place",
        "Other selectors: form > button",
    ]
    assert shown["page"].text.split("\n") == [
        "Page: https://shop.test/checkout",
        f"From: https://shop.test/cart?token={MASK}",
        "Title: Checkout",
        "Navigation: push",
    ]
    assert list(sections(ACTIONS, make.action(url=""))) == ["overview", "raw"]
    assert list(sections(ACTIONS, make.raw())) == ["reason", "raw"]


@pytest.mark.parametrize(
    "query",
    [
        "action:click",
        "selector:form",
        "target:place-order",
        "page:/cart",
        "url:/checkout",
        "is:rage is:dead -is:slow -is:masked",
        "has:position has:selector has:page -has:value",
        "type:action -type:nav",
        "id:A1",
    ],
)
def test_field_answers_of_a_click(query: str) -> None:
    assert matches(ACTIONS, click(), query)


def test_field_answers_of_other_actions() -> None:
    went = make.action("went to /thanks", "navigation", to_url="https://shop.test/thanks")

    assert matches(ACTIONS, went, "action:nav type:nav page:/thanks")
    assert matches(ACTIONS, typed(), "value:hunter2 has:value action:input")
    assert matches(ACTIONS, make.action(key="Enter"), "key:enter")
    assert matches(ACTIONS, make.action("typed", "input", value_masked=True), "is:masked has:value")
    assert not matches(ACTIONS, make.action(url=""), "page:a OR selector:a OR target:a OR key:a OR has:page")
    assert matches(ACTIONS, make.raw(), "is:raw -action:click -has:value -type:nav")
