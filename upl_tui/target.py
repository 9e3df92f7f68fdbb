"""What a person names on the command line: a recording, the demo, a file, or nothing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from upl_tui.errors import UplError, UsageError
from upl_tui.patterns import late
from upl_tui.values import frozen

_PLAYER_PATH = late(r"/workspace/([^/]+)/recordings/([^/]+)/?")
_OPAQUE_ID = late(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")


@frozen
class DemoTarget:
    """The recording that comes with the program; `recording_id` empty for the first one."""

    recording_id: str = ""


@frozen
class RecordingTarget:
    """A recording behind the API."""

    workspace_id: str
    recording_id: str


@frozen
class PathTarget:
    """A file, a directory or a zip; what it holds is found by content."""

    path: Path


@frozen
class StdinTarget:
    """Standard input."""


@frozen
class ListTarget:
    """The recordings of a workspace."""

    workspace_id: str = ""


Target = DemoTarget | RecordingTarget | PathTarget | StdinTarget | ListTarget


def parse_target(text: str, workspace: str = "") -> Target:
    """Understand a TARGET argument.

    Forms: a player URL, ``WS/REC``, ``REC`` when a workspace is set, ``demo`` or ``demo/REC``, a path, ``-``;
    empty for the list. Raises `UsageError` when it is none of these, `UplError` when there is no such file.
    """
    if not text:
        return ListTarget(workspace)
    if text == "-":
        return StdinTarget()
    if text == "demo" or text.startswith("demo/"):
        return DemoTarget(text.removeprefix("demo").removeprefix("/"))
    if "://" in text:
        return _from_player_url(text)
    if text.startswith(("/", "./", "../", "~")):
        return PathTarget(_existing(text))
    if (path := Path(text)).exists():
        return PathTarget(path)
    return _from_ids(text, workspace)


def _from_player_url(text: str) -> RecordingTarget:
    try:
        path = urlsplit(text).path
    except ValueError:
        path = ""
    match = _PLAYER_PATH.fullmatch(path)
    if match is None:
        raise UsageError(
            "This address is not a recording's page.",
            "It looks like https://dash.userplane.io/workspace/WORKSPACE/recordings/RECORDING.",
        )
    return RecordingTarget(unquote(match[1]), unquote(match[2]))


def _existing(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.exists():
        raise UplError(f"There is no file or directory {text}.")
    return path


def _from_ids(text: str, workspace: str) -> RecordingTarget:
    head, slash, tail = text.rpartition("/")
    workspace_id = head if slash else workspace
    if not _OPAQUE_ID.fullmatch(tail) or (slash and not _OPAQUE_ID.fullmatch(head)):
        raise UsageError(
            f"{text!r} is no recording, and no file of that name is here.",
            "Give WORKSPACE/RECORDING, the address of the recording's page, a path, or demo.",
        )
    if not workspace_id:
        raise UsageError(
            f"For the recording {tail} the workspace is missing.",
            "Give WORKSPACE/RECORDING, or set USERPLANE_WORKSPACE or --workspace.",
        )
    return RecordingTarget(workspace_id, tail)
