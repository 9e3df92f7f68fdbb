from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shapes.framed import sample
from upl_tui.entries import ActionEntry, Element, Severity
from upl_tui.shapes.elements import action_word, describe, element

BUTTON = Element(tag="button", id="save", classes=("primary",))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("button#save.primary", (BUTTON, "button#save.primary")),
        ("#view > div:nth-of-type(4) > button#save.primary", (BUTTON, None)),
        ("BUTTON", (Element(tag="button"), "")),
        ("<button id='save' class=\"primary\">", (BUTTON, "")),
        (
            '<a href="/x?a=1&amp;b=2"><b>Read</b> on</a>',
            (Element(tag="a", href="/x?a=1&b=2", text="Read on"), ""),
        ),
        ('[data-testid="add 41"]', (Element(test_id="add 41"), '[data-testid="add 41"]')),
        ('input[type="password"][name=pw]', (Element(tag="input", type="password", name="pw"), None)),
        ("Place order", (Element(text="Place order"), "")),
        ("Order no. 7", (Element(text="Order no. 7"), "")),
        ("aria/Save all", (Element(label="Save all"), "aria/Save all")),
        ("text/Save", (Element(text="Save"), "text/Save")),
        ("/html/body/div[2]/button", (None, "/html/body/div[2]/button")),
        ("xpath//html/body", (None, "xpath//html/body")),
        ({"tagName": "BUTTON", "id": "save", "className": "primary"}, (BUTTON, "")),
        ({"tag": "button", "elementId": "save", "classList": ["primary"], "css": "#save"}, (BUTTON, "#save")),
        ({"tagName": "button", "id": 12, "attributes": {"id": "save", "class": "primary"}}, (BUTTON, "")),
        ({"outerHTML": '<button id="save" class="primary">'}, (BUTTON, "")),
        ({"selector": "button#save.primary"}, (BUTTON, "button#save.primary")),
        (
            {"tag": "input", "aria-label": "Search", "data-testid": "q", "inputType": "search"},
            (Element(tag="input", label="Search", test_id="q", type="search"), ""),
        ),
        ({}, (None, "")),
        ({"x": 3}, (None, "")),
        ("", (None, "")),
        (None, (None, "")),
        (17, (None, "")),
    ],
)
def test_element_in_any_spelling_gives_element_and_selector(
    value: object, expected: tuple[Element | None, str | None]
) -> None:
    found, selector = element(value)

    assert found == expected[0]
    assert selector == (value if expected[1] is None else expected[1])


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("click", "click"),
        ("onClick", "click"),
        ("ui.click", "click"),
        ("dbl_click", "dblclick"),
        ("Double Click", "dblclick"),
        ("rightClick", "contextmenu"),
        ("keyDown", "key"),
        ("type", "input"),
        ("fill", "input"),
        ("select", "change"),
        ("pushState", "navigation"),
        ("$pageview", "navigation"),
        ("page_view", "navigation"),
        ("visibilitychange", "visibility"),
        ("paste", "clipboard"),
        ("mousedown", "other"),
        ("warn", ""),
        ("log", ""),
        ("GET", ""),
        ("", ""),
        ("on", ""),
    ],
)
def test_action_word_of_each_recorder_gives_our_word(raw: str, word: str) -> None:
    assert action_word(raw) == word


ORDER = Element(tag="button", text="Place order")
SEARCH = Element(tag="input", type="search", label="Search")
PASSWORD = Element(tag="input", type="password", label="Password")
COUNTRY = Element(tag="select", label="Country", text="Choose…\nGermany")
TERMS = Element(tag="input", type="checkbox", label="I accept the terms")
NOTE = Element(tag="textarea", label="Note")
FORM = Element(tag="form", name="checkout", text="Email\nFull name")
SHOP = "https://shop.example"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"action": "click", "element": ORDER}, 'clicked "Place order" (button)'),
        ({"action": "click", "x": 525, "y": 370.5}, "clicked at 525, 370.5"),
        ({"action": "click", "element": Element(tag="canvas")}, "clicked canvas"),
        ({"action": "click", "selector": "#view > h3 > a"}, 'clicked "#view > h3 > a"'),
        ({"action": "dblclick", "element": ORDER}, 'double-clicked "Place order" (button)'),
        ({"action": "input", "element": SEARCH, "value": "kett"}, 'typed "kett" into Search (input)'),
        (
            {"action": "input", "element": PASSWORD, "value_masked": True, "value_length": 8},
            "typed 8 characters (masked) into Password",
        ),
        ({"action": "input", "element": SEARCH, "value": "****"}, "typed a masked value into Search"),
        ({"action": "input", "element": SEARCH}, "typed into Search"),
        ({"action": "change", "element": COUNTRY, "value": "JP"}, "chose JP in Country"),
        ({"action": "change", "element": SEARCH, "value": "kett"}, 'changed Search to "kett"'),
        ({"action": "change", "element": TERMS, "checked": True}, "checked I accept the terms"),
        ({"action": "change", "element": TERMS, "checked": False}, "unchecked I accept the terms"),
        ({"action": "scroll", "x": 0, "y": 420}, "scrolled to 0, 420"),
        ({"action": "key", "element": NOTE, "key": "Enter"}, "pressed Enter in Note"),
        ({"action": "key", "key": "K", "modifiers": ("ctrl", "shift")}, "pressed Ctrl+Shift+K"),
        ({"action": "submit", "element": FORM}, "submitted checkout"),
        (
            {
                "action": "navigation",
                "navigation_type": "push",
                "from_url": f"{SHOP}/product/43",
                "to_url": f"{SHOP}/cart?a=1#top",
            },
            "went to /cart?a=1#top (pushState)",
        ),
        (
            {
                "action": "navigation",
                "navigation_type": "pop",
                "from_url": f"{SHOP}/cart",
                "to_url": f"{SHOP}/product/43",
            },
            "went back to /product/43",
        ),
        ({"action": "navigation", "to_url": f"{SHOP}/"}, f"went to {SHOP}/"),
        (
            {"action": "navigation", "from_url": "https://other.example/", "to_url": f"{SHOP}/cart"},
            f"went to {SHOP}/cart",
        ),
        ({"action": "navigation", "to_url": "http://[bad"}, "went to http://[bad"),
        ({"action": "resize", "viewport": (1280.0, 720.0)}, "resized to 1280 x 720"),
        ({"action": "clipboard", "action_raw": "paste", "element": NOTE}, 'pasted into "Note" (textarea)'),
        ({"action": "custom", "action_raw": "checkout_done", "value": "7"}, "checkout_done: 7"),
    ],
)
def test_describe_says_in_plain_words_what_happened(fields: dict[str, Any], text: str) -> None:
    entry = describe(ActionEntry(index=0, **fields))

    assert entry.text == text
    assert entry.severity is Severity.INFO


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "input", "element": PASSWORD, "value": "hunter22"},
        {"action": "change", "element": PASSWORD, "value": "hunter22"},
        {"action": "input", "element": SEARCH, "value": "hunter22", "value_masked": True},
        {"action": "input", "element": Element(tag="input", text="hunter22"), "value_masked": True},
        {"action": "clipboard", "action_raw": "paste", "element": PASSWORD, "value": "hunter22"},
    ],
)
def test_describe_masked_value_is_nowhere_in_the_entry(fields: dict[str, Any]) -> None:
    entry = describe(ActionEntry(index=0, **fields))

    assert entry.value_masked
    assert "hunter22" not in repr(entry)


def test_describe_key_in_a_password_field_is_not_told() -> None:
    letter = describe(ActionEntry(index=0, action="key", element=PASSWORD, key="h"))
    enter = describe(ActionEntry(index=0, action="key", element=PASSWORD, key="Enter"))

    assert letter.text == "pressed a key in Password"
    assert letter.key == ""
    assert enter.text == "pressed Enter in Password"


def test_label_is_one_short_line_and_never_the_value_of_a_field() -> None:
    long = describe(ActionEntry(index=0, action="click", element=Element(tag="p", text="many\n words " * 40)))
    field = describe(
        ActionEntry(index=0, action="click", element=Element(tag="input", id="pw", text="typed"))
    )

    assert "\n" not in long.label
    assert len(long.label) <= 80
    assert field.label == "pw"


def test_describe_actions_of_a_real_session_reads_as_a_story() -> None:
    clicked = [row for row in sample("capture/actions.json")["actions"] if row["type"] == "click"]

    told = [
        describe(ActionEntry(index=0, action="click", element=found, selector=selector)).text
        for found, selector in (element(row["element"]) for row in clicked)
    ]

    assert told[:3] == [
        'clicked "Search" (input)',
        'clicked "Add to cart" (button)',
        'clicked "Café crème — Röstung Nº 5" (a)',
    ]
    assert told[-1] == 'clicked "Place order" (button)'


TEXT = st.text(max_size=30) | st.text(alphabet="#.[]()<>=\"' >+~:*/aBd-1&;", max_size=40)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["tag", "class", "attributes", "text", "outerHTML", "selector", "id"]) | TEXT,
            inner,
        )
    ),
    max_leaves=10,
)


@given(
    value=VALUE,
    action=st.sampled_from(["click", "input", "change", "key", "navigation", "other", "x"]),
    raw=TEXT,
)
@settings(deadline=None, max_examples=200)
def test_any_value_gives_an_action_with_a_text(value: object, action: str, raw: str) -> None:
    found, selector = element(value)
    entry = ActionEntry(index=0, action=action, action_raw=raw, element=found, selector=selector, to_url=raw)

    assert describe(entry).text
    assert isinstance(action_word(raw), str)


@pytest.mark.parametrize("unit", ["a", "<", "[", "a ", "#", "<a ", "<a b='", "a>", "."])
def test_element_of_a_very_long_text_is_read_in_linear_time(unit: str) -> None:
    element(unit * 200_000)
