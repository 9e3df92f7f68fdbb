"""Sentences for what the API refuses."""

from __future__ import annotations

import pytest

from upl_tui.api.failures import host_of, refusal, shortened


def test_known_code_wins_over_the_status() -> None:
    error = refusal(404, "RECORDING_GONE", "whatever the server says")

    assert (error.title, error.status, error.code) == ("The recording was deleted.", 404, "RECORDING_GONE")
    assert error.hint


@pytest.mark.parametrize(
    ("status", "code", "message", "title"),
    [
        (404, "MOON_NOT_FOUND", "No moon.", "The API has no such thing (404, MOON_NOT_FOUND: No moon.)."),
        (410, "", "", "It was deleted (410)."),
        (418, "", "I am a teapot", "The API refused (418, I am a teapot)."),
        (502, "BAD_GATEWAY", "", "The API failed (502, BAD_GATEWAY)."),
        (429, "", "", "The API's quota is used up (429)."),
    ],
)
def test_unknown_code_falls_back_on_the_status_and_is_shown(
    status: int, code: str, message: str, title: str
) -> None:
    assert refusal(status, code, message).title == title


def test_long_message_is_cut_and_long_code_too() -> None:
    error = refusal(400, "C" * 10_000, "m\n" * 10_000)

    assert len(error.title) < 500
    assert len(error.code) == 64
    assert "\n" not in error.title


def test_query_of_a_url_in_a_message_is_left_out() -> None:
    text = shortened("See https://a.example/f?X-Amz-Signature=secret#frag and HTTPS://b/c#d now", 300)

    assert text == "See https://a.example/f and HTTPS://b/c now"


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("https://user:pw@evil.example:8443/path?q=1", "evil.example:8443"),
        ("/relative", "another address"),
        ("", "another address"),
        ("https://[::1", "another address"),
    ],
)
def test_host_of_a_location_never_holds_user_or_path(location: str, host: str) -> None:
    assert host_of(location) == host
