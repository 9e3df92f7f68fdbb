"""What can go wrong, as sentences for the person at the terminal."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the program; the signals add 128 to their number."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    UNAVAILABLE = 3
    MATCHED = 4
    HANGUP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class UplError(Exception):
    """An expected failure: a sentence, a hint what to do, and the exit code it leads to."""

    exit_code = ExitCode.UNAVAILABLE

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        """One sentence: what happened. Never holds a key, a query string of a URL or a body."""
        self.hint = hint
        """One sentence: what still works or what to do next; may be empty."""

    def __str__(self) -> str:
        return f"{self.title} {self.hint}".rstrip()


class UsageError(UplError):
    """Wrong option, wrong query, missing key, no terminal."""

    exit_code = ExitCode.USAGE


class ApiError(UplError):
    """The API refused, failed or could not be reached."""

    def __init__(self, title: str, hint: str = "", *, status: int | None = None, code: str = "") -> None:
        super().__init__(title, hint)
        self.status = status
        """HTTP status, or None when no answer arrived."""
        self.code = code
        """Code of the API such as ``RECORDING_GONE``, or of the failure such as ``OFFLINE``."""


class DownloadError(UplError):
    """A file could not be had from storage."""

    def __init__(self, title: str, hint: str = "", *, status: int | None = None, code: str = "") -> None:
        super().__init__(title, hint)
        self.status = status
        """HTTP status of storage, or None when no answer arrived."""
        self.code = code
        """Short word for the cause, such as ``EXPIRED``, ``MISSING``, ``REFUSED_ADDRESS``, ``TOO_LARGE``."""


class FormatError(UplError):
    """Bytes that cannot be read at all (an archive that is cut at its first byte, a bomb)."""


class QueryError(UplError):
    """A filter that is not valid.

    The position is counted in characters from 0, so that an input line can point at it.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, title: str, position: int, hint: str = "") -> None:
        super().__init__(title, hint)
        self.position = position


def internal_error(error: BaseException) -> str:
    """One line for a failure nobody expected: its type and place, no message and no variables."""
    import traceback

    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.startswith("upl_tui"):
            place = f" at {module}:{line}"
    return f"internal error ({type(error).__name__}{place}). Please report it."
