from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.redact.forms import mask_forms
from upl_tui.redact.values import MASK

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnbmF0dXJl"


def kinds(text: str) -> list[str]:
    found: list[str] = []
    list(mask_forms([text], found.append))
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (JWT, "JWT"),
        (f"(%20{JWT})", "JWT"),
        (f"\\n{JWT}", "JWT"),
        (f"\\u003d{JWT}", "JWT"),
        ("ASIAIOSFODNN7EXAMPLE", "key ASIA"),
        ("glpat-abcdefghij12", "key glpat-"),
        ("github_pat_11ABCDEFG0", "key github_pat_"),
        ("sk-proj-abcdefghij0123456789", "key sk-"),
        ("Bearer abc.123", "bearer"),
        ("bearer%20abcdefghijklmnopqrstuvwx", "bearer"),
        ("Basic Ym9iOnB3", "basic"),
        ("-----BEGIN PRIVATE KEY-----\nabc", "private key"),
        ("4242424242424242", "card number"),
        ("card:4000-0566-5566-5556.", "card number"),
        ("3782 822463 10005", "card number"),
        ("2223003122003222", "card number"),
        ("6011111111111117", "card number"),
        ("30569309025904", "card number"),
    ],
)
def test_mask_forms_known_form_is_masked(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "xeyJhbGciOiJIUzI1NiJ9.a",
        "eyJ0.a",
        "eyJhbGciOiJIUzI1NiJ9 header only",
        "AKIA short",
        "sk-learn-and-other-words-of-prose",
        "Bearer authentication",
        "Basic understanding",
        "basic YWJjZGVm",
        "-----BEGIN CERTIFICATE-----abc-----END CERTIFICATE-----",
        "4242424242424241",
        "1795326315210",
        "4000000000741",
        "94242424242424242",
        "a4242424242424242",
        "4242424242424242a",
        "0.4242424242424242",
        "4242 4242-4242 4242",
        "9999999999999995",
    ],
)
def test_mask_forms_look_alike_stays(text: str) -> None:
    assert "".join(mask_forms([text], pytest.fail)) == text


@given(st.integers(0, 10**15 - 1))
@settings(deadline=None, max_examples=100)
def test_mask_forms_card_number_needs_its_check_digit(account: int) -> None:
    body = f"4{account:015d}"[:15]
    shown = ["".join(mask_forms([f"{body}{digit}"], lambda _: None)) for digit in range(10)]

    assert shown.count(MASK) == 1
