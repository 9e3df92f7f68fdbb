from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upl_tui.entries import Element
from upl_tui.shapes.playwright_selectors import element_of


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ('internal:role=button[name="Save"i]', Element(role="button", label="Save")),
        ('internal:role=heading[name="A \\"b\\" ]"s][level=2]', Element(role="heading", label='A "b" ]')),
        ("internal:role=list", Element(role="list")),
        ("role=button[name=/save/i]", Element(role="button", label="/save/i")),
        ('internal:text="Hello there"i', Element(text="Hello there")),
        ("text=Hello", Element(text="Hello")),
        ('internal:label="Email"s', Element(label="Email")),
        ('internal:attr=[placeholder="Your name"i]', Element(placeholder="Your name")),
        ('internal:attr=[title="Close"i]', Element(label="Close")),
        ('internal:testid=[data-testid="cart"s]', Element(test_id="cart")),
        ("data-testid=cart", Element(test_id="cart")),
        ("id=cart", Element(id="cart")),
        ("css=button.buy", Element(tag="button", classes=("buy",))),
        ("#cart >> nth=0", Element(id="cart")),
        ('ul >> internal:has-text="x"i >> visible=true', Element(tag="ul")),
        ("xpath=//button", None),
        ("", None),
    ],
)
def test_last_step_names_the_element(selector: str, expected: Element | None) -> None:
    assert element_of(selector) == expected


@given(
    st.lists(
        st.sampled_from(
            ["internal:", "role=", "text=", '"', "[name=", "]", " >> ", "i", "\\", "nth=0", "attr=["]
        )
    )
)
def test_any_selector_is_read(parts: list[str]) -> None:
    element_of("".join(parts))
