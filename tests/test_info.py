"""What Info says of a recording."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.info import Line, info_groups, recording_title, tree_lines
from upl_tui.model import Link, Part, Recording, Resource
from upl_tui.redact import Masker
from upl_tui.session import Session
from upl_tui.states import Availability, PartState

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def lines(session: Session, title: str, *, reveal: bool = False) -> list[Line]:
    groups = info_groups(session, Masker(reveal=reveal), NOW)
    return [line for group in groups if group.title == title for line in group.lines]


def test_info_of_a_bare_recording_says_what_is_known() -> None:
    session = Session(Recording("rec_1", "ws_1"))

    said = {line.label: line.value for line in lines(session, "Recording")}

    assert said == {
        "Recording": "rec_1",
        "Workspace": "ws_1",
        "Length": "unknown",
        "Status": "not said",
        "Expires": "never",
    }


def test_info_without_a_recording_is_empty() -> None:
    assert info_groups(Session(), Masker()) == ()


@pytest.mark.parametrize(
    ("left", "words", "style"),
    [
        (timedelta(days=30), "in 30 days", ""),
        (timedelta(days=2), "in 2 days", "warn"),
        (timedelta(hours=5), "in 5 hours", "warn"),
        (timedelta(hours=-1), "expired", "error"),
    ],
)
def test_info_counts_down_to_expiry(left: timedelta, words: str, style: str) -> None:
    session = Session(Recording("r", "w", expires_at=NOW + left))

    (line,) = (line for line in lines(session, "Recording") if line.label == "Expires")

    assert words in line.value
    assert line.style == style


def test_info_masks_secrets_in_metadata_until_revealed() -> None:
    session = Session(Recording("r", "w", custom_meta={"user": {"apiKey": "abc123secret"}}))

    assert all("abc123secret" not in line.value for line in lines(session, "Custom metadata"))
    assert any("abc123secret" in line.value for line in lines(session, "Custom metadata", reveal=True))


def test_info_says_how_each_part_stands() -> None:
    session = Session(Recording("r", "w"))
    session.parts[Part.CONSOLE] = PartState(Availability.NOT_CAPTURED, "Not captured.")
    session.parts[Part.VIDEO] = PartState(Availability.READY)
    session.resources[Part.VIDEO] = Resource(Part.VIDEO, "r", url="", type="video/webm", size=172349)

    said = {line.label: line.value for line in lines(session, "Captured")}

    assert said["Console log"] == "Not captured."
    assert said["Video"] == "available · video/webm · 172,349 bytes"
    assert said["Network log"] == "fetched when its tab is opened"


def test_tree_keeps_order_and_depth() -> None:
    tree = list(tree_lines({"b": {"z": 1, "a": [True, None]}, "a": "text"}, Masker()))

    assert [(line.label, line.value, line.depth) for line in tree] == [
        ("b", "", 0),
        ("z", "1", 1),
        ("a", "", 1),
        ("0", "true", 2),
        ("1", "null", 2),
        ("a", "text", 0),
    ]


def test_tree_of_endless_depth_ends() -> None:
    value: dict[str, Any] = {}
    for _ in range(5000):
        value = {"k": value}

    assert len(list(tree_lines(value, Masker()))) < 100


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), json_values))
@settings(deadline=None, max_examples=50)
def test_tree_of_any_metadata_has_a_line_for_every_key(value: dict[str, Any]) -> None:
    tree = list(tree_lines(value, Masker(reveal=True)))

    assert [line.label for line in tree if line.depth == 0] == list(value)


def test_title_falls_back_to_the_id() -> None:
    assert recording_title(Recording("rec_1", "w")) == "rec_1"
    assert recording_title(Recording("rec_1", "w", link=Link(title="Broken"))) == "Broken"
