"""From a target to the source that loads it."""

from __future__ import annotations

from upl_tui.bundle import open_path, open_stdin
from upl_tui.errors import UsageError
from upl_tui.loader import (
    ApiRecordings,
    ApiSource,
    DemoRecordings,
    DemoSource,
    OnWait,
    RecordingSource,
)
from upl_tui.mapping import told_by
from upl_tui.settings import Settings
from upl_tui.target import DemoTarget, ListTarget, PathTarget, RecordingTarget, StdinTarget, Target


def open_source(target: Target, settings: Settings, on_wait: OnWait | None = None) -> RecordingSource:
    """The source of a recording; nothing is opened yet.

    Raises `UsageError` for a target that names no single recording, a bad mapping file or clock, or when
    there is no API key.
    """
    match target:
        case DemoTarget(recording_id):
            return DemoSource(settings, recording_id, on_wait)
        case RecordingTarget(workspace_id, recording_id):
            settings.key()
            return ApiSource(settings, workspace_id, recording_id, on_wait)
        case PathTarget(path):
            return open_path(path, told_by(settings))
        case StdinTarget():
            return open_stdin(told_by(settings))
        case ListTarget():
            raise UsageError(
                "No recording is named.",
                "Give the address of its page, WORKSPACE/RECORDING, a path, or demo.",
            )


def open_recordings(target: Target, settings: Settings, on_wait: OnWait | None = None) -> ApiRecordings:
    """The recordings to choose from; nothing is opened yet.

    Raises `UsageError` for a target that is no workspace, or when there is no API key.
    """
    match target:
        case DemoTarget():
            return DemoRecordings(settings, on_wait=on_wait)
        case ListTarget(workspace_id):
            settings.key()
            return ApiRecordings(settings, workspace_id or settings.workspace, on_wait)
    raise UsageError("Recordings are listed for a workspace.", "Give none, or demo.")
