"""JSON of the API to the values of `upl_tui.model`.

Everything but the outermost object may be null, missing or of the wrong type; names of both generations of
the API are understood (``linkTitle`` and ``title``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from upl_tui.api.failures import malformed
from upl_tui.api.values import count, duration, flag, moment, text
from upl_tui.model import (
    Domain,
    Link,
    Member,
    Page,
    Part,
    Project,
    Recording,
    RecordingSummary,
    Resource,
    Source,
    User,
    Workspace,
)

Json = Mapping[str, Any]
T = TypeVar("T")


def user(data: Json) -> User:
    """`data` of ``/public/me``."""
    found = _needed(data, "user")
    return User(id=text(found.get("id")), name=text(found.get("name")), email=text(found.get("email")))


def workspace(item: Json) -> Workspace:
    """One workspace."""
    return Workspace(
        id=text(item.get("workspaceId")),
        name=text(item.get("workspaceName")),
        created_at=moment(item.get("createdAt")),
    )


def project(item: Json) -> Project:
    """A project of the list, or the short form inside a recording."""
    return Project(
        id=text(item.get("projectId")),
        title=_text(item, "projectTitle", "title"),
        is_default=flag(item.get("isDefault"), False),
        retention_days=count(item.get("recordingRetentionDays")),
    )


def domain(item: Json) -> Domain:
    """A domain of the list, or the short form inside a recording."""
    return Domain(
        id=text(item.get("domainId")),
        url=_text(item, "domainUrl", "url"),
        status=_text(item, "domainStatus", "status"),
    )


def member(item: Json) -> Member:
    """A member of the list, or the creator inside a recording."""
    return Member(
        id=text(item.get("workspaceMemberId")),
        name=_text(item, "memberName", "name"),
        email=_text(item, "memberEmail", "email"),
        role=_text(item, "workspaceRole", "role"),
    )


def link(item: Json) -> Link:
    """A link of its own endpoints, or the one inside a recording."""
    return Link(
        id=text(item.get("linkId")),
        title=_text(item, "linkTitle", "title"),
        type=_text(item, "linkType", "type"),
        provider_type=_text(item, "linkProviderType", "providerType"),
        provider_id=_text(item, "linkProviderId", "providerId"),
        provider_ref=_text(item, "linkProviderReference", "providerRef"),
        provider_data=_first(item, "providerData", "linkMeta", "meta"),
        created_at=moment(item.get("createdAt")),
    )


def summary(item: Json) -> RecordingSummary:
    """One item of the recordings list."""
    return RecordingSummary(
        id=text(item.get("recordingId")),
        title=text(item.get("linkTitle")),
        duration_ms=duration(item.get("recordingDurationMs")),
        created_at=moment(item.get("createdAt")),
        expires_at=moment(item.get("expiresAt")),
        creator=_part(item, "creator", member),
        has_thumbnail=bool(text(item.get("recordingThumbnail"))),
    )


def recording(data: Json, workspace_id: str, recording_id: str) -> Recording:
    """`data` of the detail endpoint; the ids asked for stand in where the answer has none."""
    found = _needed(data, "recording")
    meta = _object(found.get("meta"))
    return Recording(
        id=text(found.get("recordingId")) or recording_id,
        workspace_id=text(meta.get("workspaceId")) or text(data.get("workspaceId")) or workspace_id,
        started_at=moment(found.get("recordingStartedAt")),
        duration_ms=duration(found.get("recordingDurationMs")),
        status=text(meta.get("status")),
        link=_part(meta, "link", link),
        creator=_part(meta, "creator", member),
        project=_part(meta, "project", project),
        domain=_part(meta, "domain", domain),
        notes=text(meta.get("notes")),
        system_meta=_object(meta.get("systemMeta")),
        custom_meta=_object(meta.get("customMeta")),
        expires_at=moment(meta.get("expiresAt")),
        created_at=moment(meta.get("createdAt")),
        updated_at=moment(meta.get("updatedAt")),
        extra=_extra(found, _RECORDING, ""),
    )


def resource(data: Json, part: Part, recording_id: str) -> Resource:
    """`data` of one of the five resource endpoints."""
    found = _needed(data, "resource")
    sources = found.get("sources")
    return Resource(
        part=part,
        recording_id=text(data.get("recordingId")) or recording_id,
        url=text(found.get("url")) or None,
        message=text(found.get("message")),
        type=text(found.get("type")),
        size=count(found.get("size")),
        capture_enabled=flag(found.get("captureEnabled"), True),
        duration_ms=duration(found.get("durationMs")),
        sources=tuple(
            Source(text(source.get("url")), text(source.get("type")))
            for source in (sources if isinstance(sources, list) else [])
            if isinstance(source, dict) and text(source.get("url"))
        ),
    )


def single(data: Json, key: str, decode: Callable[[Json], T]) -> T:
    """The one thing under `key` of `data`."""
    return decode(_needed(data, key))


def page(data: Json, key: str, decode: Callable[[Json], T], asked: int) -> Page[T]:
    """One page of a list under `key`; null is an empty list, a missing one is malformed."""
    found = data.get(key, "missing")
    if found is not None and not isinstance(found, list):
        raise malformed(f"it has no list of {key}")
    items = tuple(decode(item) for item in found or () if isinstance(item, dict))
    info = _object(data.get("pagination"))
    number = count(info.get("page")) or asked
    total = count(_first(info, "total") if info.get("total") is not None else data.get("total"))
    per_page = count(info.get("perPage")) or len(items)
    more = number < (count(info.get("totalPages")) or 0)
    return Page(
        items=items,
        page=number,
        per_page=per_page,
        total=total,
        has_more=bool(items) and flag(info.get("hasMore"), more),  # an empty page is the end whatever is said
    )


def _needed(data: Json, key: str) -> Json:
    found = data.get(key)
    if not isinstance(found, dict):
        raise malformed(f"it has no {key}")
    return found


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _part(item: Json, key: str, decode: Callable[[Json], T]) -> T | None:
    found = _object(item.get(key))
    return decode(found) if found else None


def _first(item: Json, *keys: str) -> Any:
    return next((item[key] for key in keys if item.get(key) is not None), None)


def _text(item: Json, *keys: str) -> str:
    return text(_first(item, *keys))


Reader = Callable[[Any], object]
Tree = Mapping[str, "Reader | Tree"]


def _extra(found: Json, known: Tree, path: str) -> dict[str, Any]:
    """Fields by dotted path that are not `known`, or that their reader makes nothing of."""
    extra: dict[str, Any] = {}
    for key, value in found.items():
        reader = known.get(key)
        if isinstance(reader, Mapping) and isinstance(value, dict):
            extra |= _extra(value, reader, f"{path}{key}.")
        elif reader is None or (value not in (None, "") and not _is_read(reader, value)):
            extra[path + key] = value
    return extra


def _is_read(reader: Reader | Tree, value: object) -> bool:
    return not isinstance(reader, Mapping) and reader(value) not in (None, "")


def _whole(value: object) -> object:
    return value


def _as_object(value: object) -> Json | None:
    return value if isinstance(value, dict) else None


_RECORDING: Tree = {
    "recordingId": text,
    "recordingDurationMs": duration,
    "recordingStartedAt": moment,
    "meta": {
        "link": {
            "linkId": text,
            "title": text,
            "providerType": text,
            "providerId": text,
            "providerRef": text,
            "createdAt": moment,
            "providerData": _whole,
        },
        "creator": {"workspaceMemberId": text, "name": text},
        "project": {"projectId": text, "title": text},
        "domain": {"domainId": text, "url": text},
        "workspaceId": text,
        "status": text,
        "systemMeta": _as_object,
        "customMeta": _as_object,
        "notes": text,
        "expiresAt": moment,
        "createdAt": moment,
        "updatedAt": moment,
    },
}
