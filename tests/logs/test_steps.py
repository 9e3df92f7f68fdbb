from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import ActionEntry, Element, Entry
from upl_tui.logs.steps import steps
from upl_tui.model import Kind
from upl_tui.redact import MASK, Masker

BUTTON = Element(tag="button")
FIELD = Element(tag="input", name="email")
TICK = Element(tag="input", type="checkbox")


def did(kind: str, label: str = "", at: float = 0.0, **more: Any) -> ActionEntry:
    return make.action("", kind, at_ms=at, label=label, **more)


def written(entries: list[Entry], *, reveal: bool = False) -> list[str]:
    log = make.log(Kind.ACTION, entries)
    return steps(log, log.chronological(), Masker(reveal=reveal)).splitlines()


def test_steps_are_numbered_sentences_of_what_to_do() -> None:
    assert written(
        [
            did("navigation", to_url="https://shop.test/checkout?step=2", navigation_type="load"),
            did("click", "Place order", 1.0, element=BUTTON),
            did("input", "Email", 2.0, element=FIELD, value="a@b.c"),
            did("change", "Country", 3.0, element=Element(tag="select"), value="JP"),
            did("key", "Email", 4.0, element=FIELD, key="Enter", modifiers=("ctrl",)),
            did("navigation", at=5.0, url="https://shop.test/", navigation_type="reload"),
        ]
    ) == [
        "1. Open /checkout?step=2",
        "2. Click Place order (button)",
        '3. Type "a@b.c" into Email',
        '4. Choose "JP" in Country',
        "5. Press ctrl+Enter in Email",
        "6. Reload /",
    ]


def test_scrolls_moves_and_window_events_are_no_steps() -> None:
    kinds = ("scroll", "hover", "focus", "blur", "visibility", "resize")

    assert written([did(kind) for kind in kinds]) == []


def test_typing_into_a_field_is_told_once_with_its_last_value() -> None:
    assert written(
        [
            did("click", "Email", element=FIELD),
            did("input", "Email", 1.0, element=FIELD, value="a"),
            did("input", "Email", 2.0, element=FIELD, value="ab"),
            did("change", "Email", 3.0, element=FIELD, value="ab"),
        ]
    ) == ['1. Type "ab" into Email']


def test_ticking_a_box_is_one_step() -> None:
    assert written(
        [did("click", "Terms", element=TICK), did("change", "Terms", 1.0, element=TICK, checked=True)]
    ) == ["1. Check Terms"]


def test_same_click_several_times_is_counted() -> None:
    assert written([did("click", "Pay", float(n), element=BUTTON) for n in range(3)]) == [
        "1. Click Pay (button) (3 times)"
    ]


def test_form_that_a_click_submits_is_no_step_of_its_own() -> None:
    click = did("click", "Pay", 100.0, element=BUTTON)

    assert written([click, did("submit", "order", 101.0)]) == ["1. Click Pay (button)"]
    assert written([click, did("submit", "order", 900.0)])[1:] == ["2. Submit order"]


def test_secrets_are_masked_by_recorder_and_by_rule() -> None:
    by_recorder = did("input", "Card number", value_masked=True, value_length=16)
    by_rule = did("input", "Password", value="hunter2", element=Element(tag="input", type="password"))

    assert written([by_recorder, by_rule]) == [
        f"1. Type {MASK} (masked) into Card number",
        f"2. Type {MASK} (masked) into Password",
    ]
    assert written([by_rule], reveal=True) == ['1. Type "hunter2" into Password']


def test_recorded_text_is_no_markdown_and_stays_on_its_line() -> None:
    assert written([did("click", "# <b>x</b>\n2. [a](b)")]) == ["1. Click \\# \\<b\\>x\\</b\\> 2. \\[a\\](b)"]


def test_rows_nobody_understood_are_left_out() -> None:
    assert written([make.raw(), did("click", "Pay")]) == ["1. Click Pay"]


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.builds(
            did,
            st.sampled_from(["click", "input", "change", "key", "submit", "navigation", "drag", "odd", ""]),
            st.text(max_size=4),
            st.floats(0, 1e6),
            value=st.none() | st.text(max_size=3),
            element=st.none() | st.builds(Element, tag=st.text(max_size=3)),
        ),
        max_size=8,
    )
)
def test_steps_of_anything_are_numbered_lines_and_always_the_same(entries: list[ActionEntry]) -> None:
    log = make.log(Kind.ACTION, entries)

    text = steps(log, log.chronological(), Masker())

    lines = text.split("\n")[:-1]
    assert [line.partition(". ")[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    assert text == steps(log, log.chronological(), Masker())
