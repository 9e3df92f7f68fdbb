"""Userplane's read endpoints, answered from the demo's workspace."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from upl_tui.demo.listing import InvalidInput, Listing
from upl_tui.demo.storage import Storage
from upl_tui.demo.wire import Request, Response
from upl_tui.demo.workspace import PARTS, Json, Workspace

_DOCS = "https://docs.userplane.io/api/error-handling"
_PLAIN = Listing()
_PROJECTS = Listing(default_per_page=5, max_per_page=10)
_LINKS = Listing(
    filters={"created_by": "creatorId", "project_id": "projectId", "domain_id": "domainId"},
    sorts={
        "created_at": lambda row: row["createdAt"],
        "link_title": lambda row: row["linkTitle"].casefold(),
    },
)
_RECORDINGS = Listing(
    filters={"created_by": "creatorId", "project_id": "projectId", "link_id": "linkId"},
    sorts={
        "created_at": lambda row: row["createdAt"],
        "recording_duration": lambda row: row["recordingDurationMs"] or 0,
    },
)


class _Refusal(Exception):
    """A documented failure; its text is the message."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Api:
    """Answers ``/api/v1/public/...`` for one key.

    Success is ``{"message", "data"}``, a documented failure ``{"error", "message"}``. Rejected input and
    unknown paths get the error body of the server's framework, ``{"defined", "code", "status", "message"}``.
    """

    def __init__(self, workspace: Workspace, key: str, storage: Storage, storage_origin: str) -> None:
        self._workspace = workspace
        self._key = key
        self._storage = storage
        self._storage_origin = storage_origin

    def answer(self, request: Request) -> Response:
        """The JSON answer to any request."""
        if request.method != "GET":
            body = {"error": "METHOD_NOT_ALLOWED", "message": "The demo answers GET only."}
            return _json(HTTPStatus.METHOD_NOT_ALLOWED, body, {"Allow": "GET"})
        try:
            self._check_key(request)
            found = self._route(request)
        except _Refusal as refusal:
            return _json(refusal.status, {"error": refusal.code, "message": f"{refusal} See {_DOCS}"})
        except InvalidInput as invalid:
            return _framework_error(HTTPStatus.BAD_REQUEST, str(invalid))
        if found is None:
            return _framework_error(HTTPStatus.NOT_FOUND, "Not Found")
        subject, data = found
        return _json(HTTPStatus.OK, {"message": f"{subject} retrieved successfully", "data": data})

    def _check_key(self, request: Request) -> None:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key:
            raise _Refusal(HTTPStatus.UNAUTHORIZED, "API_KEY_REQUIRED", "An API key is required.")
        if not hmac.compare_digest(key.encode(), self._key.encode()):
            raise _Refusal(HTTPStatus.UNAUTHORIZED, "API_KEY_INVALID", "The API key is not valid.")

    def _route(self, request: Request) -> tuple[str, Json] | None:
        """Subject and data of an endpoint, None for a path that is no endpoint."""
        space = self._workspace
        match request.segments:
            case ["api", "v1", "public", "me"]:
                stats = {"workspaces": 1, "recordings": len(space.recordings), "links": len(space.links)}
                return "User", {"user": space.user, "stats": stats}
            case ["api", "v1", "public", "workspaces"]:
                return "Workspaces", self._workspaces(request.parameters)
            case ["api", "v1", "public", "workspace", workspace_id]:
                self._check_membership(workspace_id)
                return "Workspace", {"workspace": space.row}
            case ["api", "v1", "public", "workspace", workspace_id, "recordings", recording_id, part]:
                self._check_membership(workspace_id)
                return self._resource(recording_id, part) if part in PARTS else None
            case ["api", "v1", "public", "workspace", workspace_id, collection]:
                self._check_membership(workspace_id)
                return self._list(collection, request.parameters)
            case ["api", "v1", "public", "workspace", workspace_id, collection, item_id]:
                self._check_membership(workspace_id)
                return self._item(collection, item_id)
        return None

    def _check_membership(self, workspace_id: str) -> None:
        if workspace_id in self._workspace.foreign_workspaces:
            raise _Refusal(HTTPStatus.FORBIDDEN, "NOT_A_MEMBER", "You are not a member of this workspace.")
        if workspace_id != self._workspace.row["workspaceId"]:
            raise _not_found("workspace")

    def _workspaces(self, parameters: Mapping[str, str]) -> Json:
        row = self._workspace.row
        if parameters.get("include_workspace_membership") == "true":
            row = row | {"workspaceMembership": self._workspace.membership}
        rows, pagination = _PLAIN.page([row], parameters)
        return {"workspaces": rows, "total": pagination["total"], "pagination": pagination}

    def _list(self, collection: str, parameters: Mapping[str, str]) -> tuple[str, Json] | None:
        space = self._workspace
        lists: dict[str, tuple[str, Listing, Mapping[str, Json], Callable[[Json], Json]]] = {
            "members": ("workspaceMembers", _PLAIN, space.members, dict),
            "projects": ("projects", _PROJECTS, space.projects, dict),
            "domains": ("domains", _PLAIN, space.domains, dict),
            "links": ("links", _LINKS, space.links, space.link),
            "recordings": ("recordings", _RECORDINGS, space.recordings, self._summary),
        }
        if collection not in lists:
            return None
        name, listing, all_rows, shown = lists[collection]
        rows, pagination = listing.page(all_rows.values(), parameters)
        data = {name: [shown(row) for row in rows], "pagination": pagination}
        return collection.capitalize(), {"workspaceId": space.row["workspaceId"], **data}

    def _item(self, collection: str, item_id: str) -> tuple[str, Json] | None:
        space = self._workspace
        scope = {"workspaceId": space.row["workspaceId"]}
        match collection:
            case "projects":
                return "Project", scope | {"project": _found(space.projects, item_id, "project")}
            case "links":
                return "Link", scope | {"link": space.link(_found(space.links, item_id, "link"))}
            case "recordings":
                return "Recording", scope | {"recording": space.detail(self._recording(item_id))}
        return None

    def _recording(self, recording_id: str) -> Json:
        if recording_id in self._workspace.foreign_recordings:
            raise _Refusal(
                HTTPStatus.FORBIDDEN,
                "RECORDING_WORKSPACE_MISMATCH",
                "The recording belongs to another workspace.",
            )
        row = _found(self._workspace.recordings, recording_id, "recording")
        if row.get("deleted"):
            raise _Refusal(HTTPStatus.GONE, "RECORDING_GONE", "The recording was deleted.")
        return row

    def _resource(self, recording_id: str, part: str) -> tuple[str, Json]:
        row = self._recording(recording_id)
        captured = part not in row["notCaptured"]
        resource: Json = {"url": None, "message": f"{PARTS[part]} not available", "type": None, "size": None}
        if not captured:
            resource["message"] = f"{PARTS[part]} was not captured for this recording"
        elif name := row["files"].get(part):
            file = self._storage.files[f"{recording_id}/{name}"]
            resource = {
                "url": self._url(row, name),
                "message": f"{PARTS[part]} available",
                "type": file.content_type,
                "size": len(file.body),
            }
        resource["captureEnabled"] = captured
        if part == "video":
            sources = [{"url": resource["url"], "type": resource["type"]}] if resource["url"] else []
            resource |= {"sources": sources, "durationMs": row["recordingDurationMs"]}
        subject = "action replay" if part == "action" else PARTS[part].lower()
        return f"Recording {subject}", {"recordingId": recording_id, "resource": resource}

    def _summary(self, row: Json) -> Json:
        return self._workspace.summary(row, self._url)

    def _url(self, row: Json, name: str) -> str:
        return self._storage_origin + self._storage.presign(f"{row['recordingId']}/{name}")


def _found(rows: Mapping[str, Json], item_id: str, noun: str) -> Json:
    if item_id not in rows:
        raise _not_found(noun)
    return rows[item_id]


def _not_found(noun: str) -> _Refusal:
    return _Refusal(HTTPStatus.NOT_FOUND, f"{noun.upper()}_NOT_FOUND", f"There is no such {noun}.")


def _framework_error(status: HTTPStatus, message: str) -> Response:
    return _json(status, {"defined": False, "code": status.name, "status": status.value, "message": message})


def _json(status: HTTPStatus, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return Response(status, text.encode(), {"Content-Type": "application/json", **(headers or {})})
