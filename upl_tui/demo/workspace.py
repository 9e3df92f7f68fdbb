"""The demo's workspace: its rows, and the JSON the API shows of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]
UrlOf = Callable[[Json, str], str]
"""Presigned URL of a file of a recording: (recording row, file name) -> URL."""

DEMO_WORKSPACE: Final = "ws_demo"
DEMO_RECORDING: Final = "rec_demo"
DATA: Final = Path(__file__).with_name("data")

PARTS: Final = {
    "video": "Video",
    "thumbnail": "Thumbnail",
    "console-log": "Console log",
    "network-log": "Network log",
    "action": "Action data",
}
"""Last segment of a resource endpoint -> how the API names that resource in its texts."""

_REFERENCES = ("creatorId", "projectId", "domainId")


class Workspace:
    """Rows of ``workspace.json`` by their ids.

    A row is JSON with the names the API uses, but with ids in place of the objects it refers to.
    `started_at` is the moment from which the recordings' days until expiry count.
    """

    def __init__(self, started_at: datetime) -> None:
        data = json.loads((DATA / "workspace.json").read_bytes())
        self.user: Json = data["user"]
        self.row: Json = data["workspace"]
        self.membership: Json = data["membership"]
        self.members = _by_id(data["members"], "workspaceMemberId")
        self.projects = _by_id(data["projects"], "projectId")
        self.domains = _by_id(data["domains"], "domainId")
        self.links = _by_id(data["links"], "linkId")
        self.recordings = _by_id(data["recordings"], "recordingId")
        self.foreign_workspaces: list[str] = data["elsewhere"]["workspaces"]
        self.foreign_recordings: list[str] = data["elsewhere"]["recordings"]
        for recording in self.recordings.values():
            recording["expiresAt"] = _days_after(started_at, recording["expiresInDays"])
            link = self.links[recording["linkId"]]
            recording.update({key: link[key] for key in _REFERENCES})

    def link(self, row: Json) -> Json:
        """A link as the link endpoints show it."""
        own = {key: value for key, value in row.items() if key not in (*_REFERENCES, "providerData")}
        domain = self.domains[row["domainId"]]
        return own | {
            "project": self._project(row),
            "creator": self._creator(row),
            "domain": self._domain(row) | {"status": domain["domainStatus"]},
        }

    def summary(self, row: Json, url_of: UrlOf) -> Json:
        """A recording as a line of the list."""
        thumbnail = row["files"].get("thumbnail")
        return {
            "recordingId": row["recordingId"],
            "recordingThumbnail": url_of(row, thumbnail) if thumbnail else None,
            "recordingDurationMs": row["recordingDurationMs"],
            "expiresAt": row["expiresAt"],
            "createdAt": row["createdAt"],
            "creator": self._creator(row),
            "linkTitle": self.links[row["linkId"]]["linkTitle"],
        }

    def detail(self, row: Json) -> Json:
        """A recording with everything known of it; the link's fields have shorter names here."""
        link = self.links[row["linkId"]]
        plain = ("status", "systemMeta", "customMeta", "notes", "expiresAt", "createdAt", "updatedAt")
        return {
            "recordingId": row["recordingId"],
            "recordingDurationMs": row["recordingDurationMs"],
            "recordingStartedAt": row["recordingStartedAt"],
            "meta": {
                "link": {
                    "linkId": link["linkId"],
                    "title": link["linkTitle"],
                    "providerType": link["linkProviderType"],
                    "providerId": link["linkProviderId"],
                    "providerRef": link["linkProviderReference"],
                    "createdAt": link["createdAt"],
                    "providerData": link["providerData"],
                },
                "creator": self._creator(row),
                "project": self._project(row),
                "domain": self._domain(row),
                "workspaceId": self.row["workspaceId"],
                **{key: row[key] for key in plain},
            },
        }

    def _creator(self, row: Json) -> Json:
        member = self.members[row["creatorId"]]
        return {"workspaceMemberId": member["workspaceMemberId"], "name": member["memberName"]}

    def _project(self, row: Json) -> Json:
        project = self.projects[row["projectId"]]
        return {"projectId": project["projectId"], "title": project["projectTitle"]}

    def _domain(self, row: Json) -> Json:
        domain = self.domains[row["domainId"]]
        return {"domainId": domain["domainId"], "url": domain["domainUrl"]}


def iso(moment: datetime) -> str:
    """``2026-11-22T05:45:14.828Z``, as the API writes times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _by_id(rows: Iterable[Json], key: str) -> dict[str, Json]:
    return {row[key]: row for row in rows}


def _days_after(moment: datetime, days: int | None) -> str | None:
    return None if days is None else iso(moment + timedelta(days=days))
