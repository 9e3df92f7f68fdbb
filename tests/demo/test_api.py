from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.demo.asking import Answer, ask
from upl_tui.demo.server import DemoServer

Get = Callable[[str], Answer]
Resource = Callable[[str, str], Any]

WORKSPACE = "/workspace/ws_demo"
PARTS = ("video", "thumbnail", "console-log", "network-log", "action")
ENDPOINTS = {
    "/me": {"user", "stats"},
    "/workspaces": {"workspaces", "total", "pagination"},
    WORKSPACE: {"workspace"},
    f"{WORKSPACE}/projects": {"workspaceId", "projects", "pagination"},
    f"{WORKSPACE}/projects/prj_shop": {"workspaceId", "project"},
    f"{WORKSPACE}/domains": {"workspaceId", "domains", "pagination"},
    f"{WORKSPACE}/members": {"workspaceId", "workspaceMembers", "pagination"},
    f"{WORKSPACE}/links": {"workspaceId", "links", "pagination"},
    f"{WORKSPACE}/links/lnk_order": {"workspaceId", "link"},
    f"{WORKSPACE}/recordings": {"workspaceId", "recordings", "pagination"},
    f"{WORKSPACE}/recordings/rec_demo": {"workspaceId", "recording"},
    **{f"{WORKSPACE}/recordings/rec_demo/{part}": {"recordingId", "resource"} for part in PARTS},
}
"""Path -> keys of ``data``, from the published API description."""

ITEM_KEYS = {
    "projects": {
        "projectId",
        "projectTitle",
        "isDefault",
        "recordingRetentionDays",
        "createdAt",
        "updatedAt",
    },
    "domains": {"domainId", "domainUrl", "domainStatus", "createdAt", "updatedAt"},
    "workspaceMembers": {"workspaceMemberId", "memberName", "memberEmail", "workspaceRole"},
    "links": {
        *("linkId", "linkTitle", "linkType", "linkReusable", "linkProviderType", "linkProviderId"),
        *("linkProviderReference", "linkURL", "linkMeta", "createdAt", "project", "creator", "domain"),
    },
    "recordings": {
        *("recordingId", "recordingThumbnail", "recordingDurationMs", "expiresAt", "createdAt"),
        *("creator", "linkTitle"),
    },
}
META_KEYS = {
    *("link", "creator", "project", "domain", "workspaceId", "status", "systemMeta", "customMeta"),
    *("notes", "expiresAt", "createdAt", "updatedAt"),
}


@pytest.mark.parametrize("path", ENDPOINTS)
def test_endpoint_answers_with_the_documented_envelope(get: Get, path: str) -> None:
    answer = get(path)

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json.keys() == {"message", "data"}
    assert isinstance(answer.json["message"], str)
    assert answer.json["data"].keys() == ENDPOINTS[path]


@pytest.mark.parametrize("path", [path for path, keys in ENDPOINTS.items() if "pagination" in keys])
def test_list_answers_with_a_full_pagination_object(get: Get, path: str) -> None:
    pagination = get(path).json["data"]["pagination"]

    assert pagination.keys() == {"page", "perPage", "total", "totalPages", "hasMore"}


@pytest.mark.parametrize("name", ITEM_KEYS)
def test_list_items_have_the_published_fields(get: Get, name: str) -> None:
    collection = "members" if name == "workspaceMembers" else name

    items = get(f"{WORKSPACE}/{collection}").json["data"][name]

    assert items
    assert all(item.keys() == ITEM_KEYS[name] for item in items)


def test_detail_has_the_published_fields(get: Get) -> None:
    recording = get(f"{WORKSPACE}/recordings/rec_demo").json["data"]["recording"]

    assert recording.keys() == {"recordingId", "recordingDurationMs", "recordingStartedAt", "meta"}
    assert recording["meta"].keys() == META_KEYS
    link = {"linkId", "title", "providerType", "providerId", "providerRef", "createdAt", "providerData"}
    assert recording["meta"]["link"].keys() == link


def test_totals_agree_with_the_lists(get: Get) -> None:
    stats = get("/me").json["data"]["stats"]

    totals = {
        name: get(f"{WORKSPACE}/{name}").json["data"]["pagination"]["total"]
        for name in ("recordings", "links")
    }
    assert stats == {"workspaces": 1, **totals}


def test_membership_is_shown_only_when_asked_for(get: Get) -> None:
    (plain,) = get("/workspaces").json["data"]["workspaces"]
    (with_role,) = get("/workspaces?include_workspace_membership=true").json["data"]["workspaces"]

    assert "workspaceMembership" not in plain
    assert with_role["workspaceMembership"]["workspaceRole"] == "admin"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "API_KEY_REQUIRED"),
        ({"Authorization": "Basic dXNlcjpwdw=="}, "API_KEY_REQUIRED"),
        ({"Authorization": "Bearer"}, "API_KEY_REQUIRED"),
        ({"Authorization": "Bearer uspl_wrong"}, "API_KEY_INVALID"),
        ({"Authorization": "Bearer \xe9"}, "API_KEY_INVALID"),
    ],
)
def test_request_without_the_key_is_refused(demo: DemoServer, headers: dict[str, str], code: str) -> None:
    answer = ask(f"{demo.api_base}/public/me", headers)

    assert answer.status == 401
    assert answer.json.keys() == {"error", "message"}
    assert answer.json["error"] == code
    assert demo.key.encode() not in answer.body


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/workspace/ws_other", 403, "NOT_A_MEMBER"),
        ("/workspace/ws_none/recordings", 404, "WORKSPACE_NOT_FOUND"),
        (f"{WORKSPACE}/projects/prj_none", 404, "PROJECT_NOT_FOUND"),
        (f"{WORKSPACE}/links/lnk_none", 404, "LINK_NOT_FOUND"),
        (f"{WORKSPACE}/recordings/rec_none", 404, "RECORDING_NOT_FOUND"),
        (f"{WORKSPACE}/recordings/rec_none/video", 404, "RECORDING_NOT_FOUND"),
        (f"{WORKSPACE}/recordings/rec_other", 403, "RECORDING_WORKSPACE_MISMATCH"),
        (f"{WORKSPACE}/recordings/rec_deleted", 410, "RECORDING_GONE"),
        (f"{WORKSPACE}/recordings/rec_deleted/action", 410, "RECORDING_GONE"),
    ],
)
def test_thing_that_cannot_be_shown_is_refused_with_its_code(
    get: Get, path: str, status: int, code: str
) -> None:
    answer = get(path)

    assert answer.status == status
    assert answer.json.keys() == {"error", "message"}
    assert answer.json["error"] == code


@pytest.mark.parametrize(
    "path", ["/", "/me/", f"{WORKSPACE}/search", f"{WORKSPACE}/recordings/rec_demo/audio"]
)
def test_unknown_path_is_not_found_in_the_framework_form(get: Get, path: str) -> None:
    answer = get(path)

    assert answer.status == 404
    assert answer.json["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "per_page=21", "sort_by=title", "sort_direction=up", "link_id=lnk_order"],
)
def test_rejected_input_is_a_bad_request_in_the_framework_form(get: Get, query: str) -> None:
    answer = get(f"{WORKSPACE}/recordings?{query}")

    assert answer.status == 400
    assert answer.json["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_anything_but_get_is_refused(demo: DemoServer, method: str) -> None:
    url = f"{demo.api_base}/public/workspace/ws_demo/recordings/rec_demo"

    answer = ask(url, {"Authorization": f"Bearer {demo.key}"}, method, body="{}")

    assert answer.status == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json["error"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["rec_demo", "rec_pending", "rec_notcaptured", "rec_empty", "rec_deleted"]),
        ("per_page=2&page=2", ["rec_notcaptured", "rec_empty"]),
        ("page=9", []),
        ("sort_by=recording_duration&per_page=2", ["rec_deleted", "rec_notcaptured"]),
        ("sort_direction=asc&per_page=1", ["rec_deleted"]),
        ("link_id[0]=lnk_order&link_id[1]=lnk_total", ["rec_demo", "rec_deleted"]),
        ("created_by%5B0%5D=mem_aiko&project_id%5B0%5D=prj_accounts", ["rec_notcaptured", "rec_empty"]),
        ("created_by[0]=mem_aiko&project_id[0]=prj_shop", []),
    ],
)
def test_recordings_are_paged_filtered_and_sorted(get: Get, query: str, expected: list[str]) -> None:
    data = get(f"{WORKSPACE}/recordings?{query}").json["data"]

    assert [row["recordingId"] for row in data["recordings"]] == expected


def test_links_are_filtered_and_sorted_by_title(get: Get) -> None:
    query = "domain_id[0]=dom_shop&sort_by=link_title&sort_direction=asc"

    links = get(f"{WORKSPACE}/links?{query}").json["data"]["links"]

    assert [link["linkId"] for link in links] == ["lnk_order", "lnk_total", "lnk_voucher"]


@pytest.mark.parametrize("part", PARTS)
def test_resource_of_the_demo_recording_is_available(resource: Resource, demo: DemoServer, part: str) -> None:
    found = resource("rec_demo", part)

    video = {"sources", "durationMs"} if part == "video" else set()
    assert found.keys() == {"url", "message", "type", "size", "captureEnabled", *video}
    assert found["captureEnabled"] is True
    assert found["url"].startswith(f"{demo.storage_origin}/")
    assert found["size"] == len(ask(found["url"]).body)


def test_video_resource_lists_its_source(resource: Resource) -> None:
    video = resource("rec_demo", "video")

    assert video["durationMs"] == 27_983
    assert video["sources"] == [{"url": video["url"], "type": "video/webm"}]


@pytest.mark.parametrize("part", PARTS)
def test_resource_of_a_pending_recording_was_wanted_but_has_no_url(resource: Resource, part: str) -> None:
    found = resource("rec_pending", part)

    assert (found["captureEnabled"], found["url"], found["type"], found["size"]) == (True, None, None, None)
    assert found.get("sources", []) == []


@pytest.mark.parametrize("part", ["console-log", "network-log"])
def test_resource_of_a_switched_off_log_was_not_captured(resource: Resource, part: str) -> None:
    found = resource("rec_notcaptured", part)

    assert (found["captureEnabled"], found["url"]) == (False, None)


@pytest.mark.parametrize(
    ("part", "content"), [("console-log", b""), ("network-log", b"[]"), ("action", b"[]")]
)
def test_resource_of_an_empty_log_is_a_file_without_entries(
    resource: Resource, part: str, content: bytes
) -> None:
    found = resource("rec_empty", part)

    assert ask(found["url"]).body == content
    assert found["size"] == len(content)


def test_thumbnail_in_the_list_can_be_fetched_as_it_is(get: Get, data: Any) -> None:
    rows = get(f"{WORKSPACE}/recordings").json["data"]["recordings"]

    pictures = {row["recordingId"]: row["recordingThumbnail"] for row in rows if row["recordingThumbnail"]}
    assert list(pictures) == ["rec_demo"]
    assert ask(pictures["rec_demo"]).body == (data / "capture/thumb.jpg").read_bytes()
