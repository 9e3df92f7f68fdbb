"""Userplane's own things: recordings, resources, workspaces. Plain values without any input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Generic, TypeVar

from upl_tui.kinds import PART_OF_KIND, Kind, Part
from upl_tui.values import frozen

__all__ = [
    "PART_OF_KIND",
    "Domain",
    "JsonObject",
    "Kind",
    "Link",
    "Member",
    "Page",
    "Part",
    "Project",
    "Recording",
    "RecordingSummary",
    "Resource",
    "Source",
    "User",
    "Workspace",
]

JsonObject = Mapping[str, Any]
T = TypeVar("T")


@frozen
class Source:
    """One encoding of a video."""

    url: str = field(repr=False)
    type: str = ""


@frozen
class Resource:
    """Answer of a resource endpoint. The URL is presigned: it lives for one load and is never shown."""

    part: Part
    recording_id: str
    url: str | None = field(default=None, repr=False)
    message: str = ""
    type: str = ""
    size: int | None = None
    """Bytes, when the API says."""
    capture_enabled: bool = True
    duration_ms: float | None = None
    sources: tuple[Source, ...] = ()


@frozen
class Member:
    """A person in a workspace."""

    id: str = ""
    name: str = ""
    email: str = ""
    role: str = ""


@frozen
class Project:
    """A project of a workspace."""

    id: str = ""
    title: str = ""
    is_default: bool = False
    retention_days: int | None = None


@frozen
class Domain:
    """A domain that recordings are made on."""

    id: str = ""
    url: str = ""
    status: str = ""


@frozen
class Link:
    """The link through which a recording was asked for."""

    id: str = ""
    title: str = ""
    type: str = ""
    provider_type: str = ""
    provider_id: str = ""
    provider_ref: str = ""
    provider_data: Any = None
    created_at: datetime | None = None


@frozen
class Workspace:
    """A workspace the key can see."""

    id: str
    name: str = ""
    created_at: datetime | None = None


@frozen
class User:
    """Owner of the API key."""

    id: str = ""
    name: str = ""
    email: str = ""


@frozen
class Recording:
    """Everything the detail endpoint says. Every field but the ids may be missing."""

    id: str
    workspace_id: str
    started_at: datetime | None = None
    """Start of the recording, with a zone. All offsets count from here."""
    duration_ms: float | None = None
    status: str = ""
    link: Link | None = None
    creator: Member | None = None
    project: Project | None = None
    domain: Domain | None = None
    notes: str = ""
    system_meta: JsonObject = field(default_factory=dict)
    custom_meta: JsonObject = field(default_factory=dict)
    expires_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    extra: JsonObject = field(default_factory=dict)
    """Fields this program does not know, by their dotted path, as sent."""
    page: str = ""
    """Address of the page on which it is played, where a bundle names it."""
    given_marks: JsonObject = field(default_factory=dict)
    """Marks and notes that a bundle came with, by kind of log, as sent; see `marks.mark_file`."""


@frozen
class RecordingSummary:
    """One row of the recordings list."""

    id: str
    title: str = ""
    duration_ms: float | None = None
    created_at: datetime | None = None
    expires_at: datetime | None = None
    creator: Member | None = None
    has_thumbnail: bool = False


@frozen
class Page(Generic[T]):
    """One page of a list endpoint."""

    items: tuple[T, ...]
    page: int = 1
    per_page: int = 0
    total: int | None = None
    has_more: bool = False
