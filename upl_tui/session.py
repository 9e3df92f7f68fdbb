"""One opened recording: its detail, its logs, and what is known of each of its parts."""

from __future__ import annotations

from dataclasses import field
from datetime import UTC, datetime

from upl_tui.clock import RecordingClock
from upl_tui.errors import ApiError, DownloadError, UplError
from upl_tui.log import Log
from upl_tui.model import Kind, Part, Recording, Resource
from upl_tui.states import NOT_ASKED, Availability, PartState
from upl_tui.values import mutable


@mutable
class Session:
    """What one screen or one verb has of a recording so far."""

    recording: Recording | None = None
    logs: dict[Kind, Log] = field(default_factory=dict)
    parts: dict[Part, PartState] = field(default_factory=dict)
    resources: dict[Part, Resource] = field(default_factory=dict)
    """Answers for video and thumbnail, their URLs removed."""

    def state(self, part: Part) -> PartState:
        """State of a part; a part that nobody looked at yet is not asked."""
        return self.parts.get(part, NOT_ASKED)


def recording_clock(recording: Recording | None) -> RecordingClock:
    """The clock of a recording, as far as its detail tells."""
    if recording is None or recording.started_at is None:
        return RecordingClock(duration_ms=recording.duration_ms if recording else None)
    return RecordingClock(recording.started_at.timestamp() * 1000, recording.duration_ms)


def state_of_resource(resource: Resource, recording: Recording | None) -> PartState | None:
    """State of a part that has no file to fetch, or None when there is one.

    The decision is on the URL and ``captureEnabled`` alone; the server's message is shown as it is.
    """
    if resource.url is not None:
        return None
    name = resource.part.label
    said = f'The server says: "{resource.message}".' if resource.message else ""
    if not resource.capture_enabled:
        return PartState(Availability.NOT_CAPTURED, f"The {name} was not captured for this recording.", said)
    if recording is not None and recording.status == "pending":
        return PartState(
            Availability.PENDING, f"The recording is still being processed: there is no {name} yet.", said
        )
    return PartState(Availability.MISSING, f"The {name} was wanted, but there is no file for it.", said)


def state_of_log(log: Log, part: Part, shortfall: DownloadError | None = None) -> PartState:
    """State of a part whose file was read; `shortfall` is how a download ended too early."""
    if shortfall is not None:
        return PartState(Availability.READY, shortfall.title, shortfall.hint, whole=False)
    if not log.account.elements:
        return PartState(Availability.EMPTY, f"The {part.label} is empty: nothing was recorded in it.")
    if log.account.raw == log.account.elements:
        return PartState(
            Availability.READY,
            f"This is not a {part.label} that can be understood; its rows are shown as they are.",
        )
    return PartState(Availability.READY)


def state_of_error(error: UplError) -> PartState:
    """The state that a failed request leaves a part in."""
    return PartState(_availability_of(error), error.title, error.hint)


def expiry_state(recording: Recording, now: datetime | None = None) -> PartState | None:
    """Expired, when the recording's own date says so; None otherwise."""
    expires = recording.expires_at
    if expires is None or expires > (now or datetime.now(UTC)):
        return None
    return PartState(
        Availability.EXPIRED,
        f"This recording expired on {expires:%Y-%m-%d %H:%M} UTC.",
        "Someone with access can set a later date in the dashboard.",
    )


def _availability_of(error: UplError) -> Availability:
    status = error.status if isinstance(error, ApiError | DownloadError) else None
    code = error.code if isinstance(error, ApiError | DownloadError) else ""
    if code in _AVAILABILITY_OF_CODE:
        return _AVAILABILITY_OF_CODE[code]
    if status in _AVAILABILITY_OF_STATUS:
        return _AVAILABILITY_OF_STATUS[status]
    return Availability.FAILED


_AVAILABILITY_OF_CODE = {
    "OFFLINE": Availability.OFFLINE,
    "EXPIRED": Availability.EXPIRED,
    "MISSING": Availability.MISSING,
    "RATE_LIMITED": Availability.RATE_LIMITED,
}
_AVAILABILITY_OF_STATUS = {
    401: Availability.NO_ACCESS,
    403: Availability.NO_ACCESS,
    404: Availability.MISSING,
    410: Availability.DELETED,
    429: Availability.RATE_LIMITED,
}
