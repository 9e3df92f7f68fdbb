"""States of a recording's parts as sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from upl_tui.errors import ApiError, DownloadError, UplError
from upl_tui.model import Part, Recording, Resource
from upl_tui.session import expiry_state, recording_clock, state_of_error, state_of_resource
from upl_tui.states import Availability

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("resource", "status", "availability"),
    [
        (Resource(Part.CONSOLE, "r", url="https://x.example"), "", None),
        (Resource(Part.CONSOLE, "r", url="https://x.example", capture_enabled=False), "", None),
        (Resource(Part.CONSOLE, "r", capture_enabled=False), "", Availability.NOT_CAPTURED),
        (Resource(Part.CONSOLE, "r"), "pending", Availability.PENDING),
        (Resource(Part.CONSOLE, "r"), "completed", Availability.MISSING),
    ],
)
def test_resource_state_follows_url_and_capture(
    resource: Resource, status: str, availability: Availability | None
) -> None:
    state = state_of_resource(resource, Recording("r", "w", status=status))

    assert (state.availability if state else None) == availability


def test_resource_state_quotes_the_server() -> None:
    state = state_of_resource(Resource(Part.ACTION, "r", message="Switched off"), None)

    assert state is not None
    assert "action log" in state.title
    assert '"Switched off"' in state.hint


@pytest.mark.parametrize(
    ("error", "availability"),
    [
        (ApiError("x", status=401, code="API_KEY_INVALID"), Availability.NO_ACCESS),
        (ApiError("x", status=403, code="NOT_A_MEMBER"), Availability.NO_ACCESS),
        (ApiError("x", status=404), Availability.MISSING),
        (ApiError("x", status=410, code="RECORDING_GONE"), Availability.DELETED),
        (ApiError("x", status=429, code="RATE_LIMITED"), Availability.RATE_LIMITED),
        (ApiError("x", code="OFFLINE"), Availability.OFFLINE),
        (DownloadError("x", status=403, code="EXPIRED"), Availability.EXPIRED),
        (DownloadError("x", status=404, code="MISSING"), Availability.MISSING),
        (ApiError("x", status=500), Availability.FAILED),
        (UplError("x"), Availability.FAILED),
    ],
)
def test_error_state_names_the_cause(error: UplError, availability: Availability) -> None:
    assert state_of_error(error).availability is availability


def test_error_states_are_told_apart_from_states_without_error() -> None:
    missing = state_of_resource(Resource(Part.CONSOLE, "r", capture_enabled=False), None)

    assert state_of_error(ApiError("x", status=500)).is_error
    assert missing is not None
    assert not missing.is_error


@pytest.mark.parametrize(("days", "expired"), [(-1, True), (0, True), (1, False)])
def test_expiry_follows_the_recordings_own_date(days: int, expired: bool) -> None:
    recording = Recording("r", "w", expires_at=NOW + timedelta(days=days))

    assert (expiry_state(recording, NOW) is not None) == expired


def test_clock_of_a_recording_without_a_start_keeps_its_length() -> None:
    clock = recording_clock(Recording("r", "w", duration_ms=5.0))

    assert (clock.started_at_ms, clock.duration_ms) == (None, 5.0)
