"""The key hides itself."""

from __future__ import annotations

import pytest

from upl_tui.api.secret import Secret
from upl_tui.errors import UsageError

KEY = "uspl_0123456789abcdef"


def test_secret_shown_any_way_is_masked() -> None:
    secret = Secret(KEY)

    shown = f"{secret} {secret!r} {secret!s} {secret:>30} {[secret]} {secret}".format()

    assert KEY not in shown
    assert secret.reveal() == KEY


def test_secret_scrubs_itself_from_text() -> None:
    assert Secret(KEY).scrub(f"unknown key {KEY}!") == "unknown key ••••••!"


@pytest.mark.parametrize(
    "bad", ["", f"{KEY}\n", f" {KEY}", "two words", "uspl_…", "uspl_\x00", "uspl_\u2028"]
)
def test_key_that_cannot_be_a_header_is_refused_without_quoting_it(bad: str) -> None:
    with pytest.raises(UsageError) as caught:
        Secret(bad)

    assert "uspl" not in str(caught.value)
