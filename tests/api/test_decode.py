"""Answers of both generations of the API, and any JSON whatever."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.api import decode
from upl_tui.errors import ApiError
from upl_tui.model import Domain, Link, Member, Page, Part, Project, Recording, Resource, Source, User

STARTED = "2026-03-02T09:15:30Z"
MOMENT = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)


def detail(**changes: Any) -> dict[str, Any]:
    """`data` of a detail answer, with other fields in its meta."""
    meta: dict[str, Any] = {
        "link": {
            "linkId": "l",
            "title": "T",
            "providerType": "web",
            "providerRef": "7",
            "providerData": {"ticket": 7},
            "createdAt": STARTED,
        },
        "creator": {"workspaceMemberId": "m", "name": "Kim"},
        "project": {"projectId": "p", "title": "Shop"},
        "domain": {"domainId": "d", "url": "shop.example.com"},
        "workspaceId": "w",
        "status": "pending",
        "systemMeta": {"browser": "Chromium"},
        "customMeta": {"plan": "pro"},
        "notes": None,
        "expiresAt": None,
        "createdAt": STARTED,
        "updatedAt": STARTED,
    }
    return {
        "workspaceId": "w",
        "recording": {
            "recordingId": "r",
            "recordingDurationMs": 61250,
            "recordingStartedAt": STARTED,
            "meta": meta | changes,
        },
    }


def test_recording_in_full() -> None:
    assert decode.recording(detail(), "w", "r") == Recording(
        id="r",
        workspace_id="w",
        started_at=MOMENT,
        duration_ms=61250.0,
        status="pending",
        link=Link(
            id="l",
            title="T",
            provider_type="web",
            provider_ref="7",
            provider_data={"ticket": 7},
            created_at=MOMENT,
        ),
        creator=Member(id="m", name="Kim"),
        project=Project(id="p", title="Shop"),
        domain=Domain(id="d", url="shop.example.com"),
        system_meta={"browser": "Chromium"},
        custom_meta={"plan": "pro"},
        created_at=MOMENT,
        updated_at=MOMENT,
    )


def test_recording_of_nothing_but_an_object_takes_the_ids_asked_for() -> None:
    assert decode.recording({"recording": {}}, "w", "r") == Recording(id="r", workspace_id="w")


def test_recording_keeps_unknown_and_unreadable_fields_by_path() -> None:
    data = detail(link={"linkId": "l", "color": "red"}, systemMeta="Chromium", expiresAt="soon", notes=["a"])
    data["recording"] |= {"recordingDurationMs": 0, "viewer": {"a": 1}}

    assert decode.recording(data, "w", "r").extra == {
        "recordingDurationMs": 0,
        "viewer": {"a": 1},
        "meta.link.color": "red",
        "meta.systemMeta": "Chromium",
        "meta.expiresAt": "soon",
        "meta.notes": ["a"],
    }


@pytest.mark.parametrize(
    "item",
    [
        {
            "linkId": "l",
            "linkTitle": "T",
            "linkType": "recording",
            "linkProviderType": "web",
            "linkProviderId": "i",
            "linkProviderReference": "7",
            "linkMeta": {"a": "b"},
            "createdAt": STARTED,
        },
        {
            "linkId": "l",
            "title": "T",
            "type": "recording",
            "providerType": "web",
            "providerId": "i",
            "providerRef": "7",
            "providerData": {"a": "b"},
            "createdAt": STARTED,
        },
    ],
)
def test_link_of_either_naming(item: dict[str, Any]) -> None:
    assert decode.link(item) == Link("l", "T", "recording", "web", "i", "7", {"a": "b"}, MOMENT)


def test_list_items_of_their_own_naming() -> None:
    member = {"workspaceMemberId": "m", "memberName": "Kim", "memberEmail": "k@e", "workspaceRole": "owner"}
    project = {"projectId": "p", "projectTitle": None, "isDefault": True, "recordingRetentionDays": "30"}
    domain = {"domainId": "d", "domainUrl": "e.com", "domainStatus": "verified"}

    assert decode.member(member) == Member("m", "Kim", "k@e", "owner")
    assert decode.project(project) == Project("p", "", True, 30)
    assert decode.domain(domain) == Domain("d", "e.com", "verified")


def test_user() -> None:
    assert decode.user({"user": {"id": "u", "name": None, "email": "k@e"}}) == User("u", "", "k@e")


def test_summary_has_a_thumbnail_when_there_is_an_address() -> None:
    item = {"recordingId": "r", "recordingThumbnail": "https://e/x", "recordingDurationMs": "-1"}

    found = decode.summary(item)

    assert (found.id, found.has_thumbnail, found.duration_ms, found.creator) == ("r", True, None, None)


def test_video_resource() -> None:
    resource = {
        "url": "https://e/v",
        "message": "Video available",
        "type": "video/webm",
        "size": "4096",
        "captureEnabled": True,
        "durationMs": 61250,
        "sources": [{"url": "https://e/v", "type": "video/webm"}, {"type": "x"}, None],
    }

    found = decode.resource({"resource": resource}, Part.VIDEO, "r")

    assert found == Resource(
        part=Part.VIDEO,
        recording_id="r",
        url="https://e/v",
        message="Video available",
        type="video/webm",
        size=4096,
        duration_ms=61250.0,
        sources=(Source("https://e/v", "video/webm"),),
    )
    assert "https" not in repr(found)


def page_of(pagination: object, items: object = None) -> Page[Project]:
    """A page of projects with that pagination."""
    listed = [{"projectId": "p"}] if items is None else items
    return decode.page({"projects": listed, "pagination": pagination}, "projects", decode.project, 3)


@pytest.mark.parametrize(
    ("pagination", "more"),
    [
        ({"page": 3, "hasMore": True}, True),
        ({"page": 3, "hasMore": False, "totalPages": 9}, False),
        ({"page": 3, "totalPages": 4}, True),
        ({"totalPages": 3}, False),
        ({}, False),
        (None, False),
    ],
)
def test_page_goes_on_as_the_server_says(pagination: object, more: bool) -> None:
    assert page_of(pagination).has_more is more


def test_empty_page_is_the_end_whatever_the_server_says() -> None:
    assert page_of({"hasMore": True}, []).has_more is False


def test_page_skips_what_is_no_object_and_counts_as_told() -> None:
    found = page_of({"page": 3, "perPage": 5, "total": "12"}, [None, 1, {"projectId": "p"}])

    assert (len(found.items), found.page, found.per_page, found.total) == (1, 3, 5, 12)


def test_null_list_is_empty_and_a_missing_one_is_malformed() -> None:
    assert decode.page({"projects": None}, "projects", decode.project, 1).items == ()
    with pytest.raises(ApiError, match="no list of projects"):
        decode.page({}, "projects", decode.project, 1)


KEYS = st.sampled_from(
    [
        "recording",
        "resource",
        "user",
        "workspace",
        "link",
        "projects",
        "meta",
        "pagination",
        "page",
        "total",
        "recordingId",
        "recordingDurationMs",
        "recordingStartedAt",
        "sources",
        "url",
        "size",
        "createdAt",
        "creator",
        "project",
        "domain",
        "systemMeta",
        "customMeta",
        "linkId",
        "hasMore",
        "totalPages",
        "a.b",
    ]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
@settings(deadline=None, max_examples=150)
def test_any_json_is_decoded_or_an_api_error(data: dict[str, Any]) -> None:
    for read in (
        decode.user,
        lambda found: decode.recording(found, "w", "r"),
        lambda found: decode.resource(found, Part.VIDEO, "r"),
        lambda found: decode.single(found, "workspace", decode.workspace),
        lambda found: decode.single(found, "link", decode.link),
        lambda found: decode.page(found, "projects", decode.summary, 1),
    ):
        with contextlib.suppress(ApiError):
            read(data)
