"""What the fault server's API says when nothing goes wrong."""

from __future__ import annotations

import re
from typing import Any

from tests.faultserver.content import DURATION_MS, HOSTILE_TEXTS, SPECIAL_RECORDINGS, STARTED_AT, hostile
from tests.faultserver.scenarios import SCENARIOS, Scenario

_PER_PAGE = 10
_WORKSPACES = ("ws_test", "ws_25", "ws_empty", "ws_500", "ws_hostile_list")


def answer(path: str, query: dict[str, str]) -> dict[str, Any] | None:
    """`data` for a path below ``/public/``, None for what does not exist."""
    if path == "me":
        stats = {"workspaces": len(_WORKSPACES), "recordings": 25, "links": 1}
        return {"user": {"id": "usr_1", "name": "Kim", "email": "kim@example.com"}, "stats": stats}
    if path == "workspaces":
        return _page("workspaces", [_workspace(name) for name in _WORKSPACES], query)
    found = re.fullmatch(r"workspace/([^/]+)(?:/(.*))?", path)
    return _in_workspace(found[1], found[2] or "", query) if found else None


def detail(workspace: str, recording: str, scenario: Scenario) -> dict[str, Any]:
    """`recording` of the detail endpoint."""
    dress = hostile if recording == "rec_escape_injection" else str
    return {
        "recordingId": recording,
        "recordingDurationMs": DURATION_MS,
        "recordingStartedAt": STARTED_AT,
        "meta": {
            "link": {"linkId": "lnk_1", "title": dress("Checkout fails"), "providerType": "zendesk"},
            "creator": {"workspaceMemberId": "mem_1", "name": dress("Kim")},
            "project": {"projectId": "prj_1", "title": dress("Shop")},
            "domain": {"domainId": "dom_1", "url": "shop.example.com"},
            "workspaceId": workspace,
            "status": scenario.status,
            "systemMeta": {"browser": {"name": dress("Chromium"), "version": "156"}, "os": {"name": "Linux"}},
            "customMeta": {dress("plan"): dress("pro")},
            "notes": dress("It fails when I pay."),
            "expiresAt": None,
            "createdAt": STARTED_AT,
            "updatedAt": STARTED_AT,
        },
    }


def _in_workspace(workspace: str, rest: str, query: dict[str, str]) -> dict[str, Any] | None:
    link = {"linkId": "lnk_1", "linkTitle": "Checkout fails", "linkType": "recording"}
    match rest:
        case "":
            return {"workspace": _workspace(workspace)}
        case "recordings":
            return _page("recordings", _summaries(workspace), query)
        case "projects":
            return _page(
                "projects", [{"projectId": "prj_1", "projectTitle": "Shop", "isDefault": True}], query
            )
        case "domains":
            return _page("domains", [{"domainId": "dom_1", "domainUrl": "shop.example.com"}], query)
        case "members":
            member = {"workspaceMemberId": "mem_1", "memberName": "Kim", "memberEmail": "kim@example.com"}
            return _page("workspaceMembers", [member], query)
        case "links":
            return _page("links", [link], query)
        case "links/lnk_1":
            return {"workspaceId": workspace, "link": link}
    return None


def _summaries(workspace: str) -> list[dict[str, Any]]:
    names = {
        "ws_25": [f"rec_{number:03}" for number in range(25)],
        "ws_500": [f"rec_{number:03}" for number in range(500)],
        "ws_empty": [],
        "ws_hostile_list": [f"rec_hostile_{number}" for number in range(len(HOSTILE_TEXTS))],
    }.get(workspace, ["rec_ok", *SCENARIOS, *SPECIAL_RECORDINGS])
    titles = HOSTILE_TEXTS if workspace == "ws_hostile_list" else names
    return [
        {
            "recordingId": name,
            "recordingThumbnail": None,
            "recordingDurationMs": DURATION_MS,
            "expiresAt": None,
            "createdAt": STARTED_AT,
            "creator": {"workspaceMemberId": "mem_1", "name": "Kim"},
            "linkTitle": title,
        }
        for name, title in zip(names, titles, strict=True)
    ]


def _workspace(name: str) -> dict[str, Any]:
    return {"workspaceId": name, "workspaceName": name.removeprefix("ws_"), "createdAt": STARTED_AT}


def _page(key: str, items: list[dict[str, Any]], query: dict[str, str]) -> dict[str, Any]:
    page = int(query.get("page", "1"))
    start = (page - 1) * _PER_PAGE
    return {
        key: items[start : start + _PER_PAGE],
        "pagination": {
            "page": page,
            "perPage": _PER_PAGE,
            "total": len(items),
            "totalPages": -(-len(items) // _PER_PAGE),
            "hasMore": start + _PER_PAGE < len(items),
        },
    }
