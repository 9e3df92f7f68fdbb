from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shapes.framed import sample
from upl_tui.shapes.arguments import Bare, decode_arguments, decode_json_texts, remote_value

DEVTOOLS: list[tuple[dict[str, Any], Any]] = [
    ({"type": "string", "value": "x"}, "x"),
    ({"type": "number", "value": 4, "description": "4"}, 4),
    ({"type": "number", "unserializableValue": "-0", "description": "-0"}, Bare("-0")),
    ({"type": "bigint", "unserializableValue": "12n", "description": "12n"}, Bare("12n")),
    ({"type": "undefined"}, Bare("undefined")),
    ({"type": "object", "subtype": "null", "value": None}, None),
    ({"type": "object", "value": {"a": [1]}}, {"a": [1]}),
    ({"type": "function", "className": "Function", "description": "save() {}"}, Bare("save() {}")),
    ({"type": "object", "className": "Promise", "description": "Promise"}, Bare("Promise")),
]


@pytest.mark.parametrize(("remote", "value"), DEVTOOLS)
def test_remote_value_of_devtools_object(remote: dict[str, Any], value: Any) -> None:
    assert remote_value(remote) == value
    assert type(remote_value(remote)) is type(value)


def test_remote_value_of_a_preview_has_its_properties_and_a_mark_where_it_is_cut() -> None:
    preview = {
        "type": "object",
        "description": "Object",
        "overflow": True,
        "properties": [
            {"name": "path", "type": "string", "value": "/"},
            {"name": "n", "type": "number", "value": "1.5"},
            {"name": "ok", "type": "boolean", "value": "true"},
            {"name": "none", "type": "object", "subtype": "null", "value": "null"},
            {"name": "inner", "type": "object", "value": "Object"},
            {"name": "get", "type": "accessor"},
        ],
    }

    assert remote_value({"type": "object", "preview": preview}) == {
        "path": "/",
        "n": 1.5,
        "ok": True,
        "none": None,
        "inner": "Object",
        "get": "(...)",
        "…": "…",
    }


def test_remote_value_of_an_array_with_holes_keeps_the_places_of_what_is_there() -> None:
    names = ("0", "2", "4294967294", "groups")
    preview = {
        "type": "object",
        "subtype": "array",
        "properties": [{"name": name, "type": "number", "value": "1"} for name in names],
    }

    value = remote_value({"type": "object", "subtype": "array", "preview": preview})

    assert value == [1, "empty", 1, "empty × 4294967291", 1, 1]


def test_remote_value_of_collections_gives_lists_and_maps() -> None:
    array = {
        "type": "object",
        "subtype": "array",
        "preview": {"subtype": "array", "properties": [{"name": "0", "type": "number", "value": "1"}]},
    }
    entry = {"key": {"type": "string", "description": "a"}, "value": {"type": "number", "description": "1"}}
    mapping = {"type": "object", "subtype": "map", "preview": {"subtype": "map", "entries": [entry]}}
    numbers = {
        "type": "object",
        "subtype": "set",
        "preview": {"subtype": "set", "entries": [{"value": {"type": "number", "description": "1"}}]},
    }

    assert [remote_value(remote) for remote in (array, mapping, numbers)] == [[1], {"a": 1}, [1]]


def test_remote_value_of_bidi_is_a_whole_tree() -> None:
    remote = {
        "type": "object",
        "value": [
            ["list", {"type": "array", "value": [{"type": "number", "value": "NaN"}, {"type": "null"}]}],
            [{"type": "number", "value": 1}, {"type": "bigint", "value": "12"}],
            ["re", {"type": "regexp", "value": {"pattern": "a+", "flags": "g"}}],
            ["when", {"type": "date", "value": "2026-01-01T00:00:00Z"}],
        ],
    }

    assert remote_value(remote) == {
        "list": ["NaN", None],
        "1": "12n",
        "re": "/a+/g",
        "when": "2026-01-01T00:00:00Z",
    }


def test_decode_arguments_of_json_texts_needs_all_of_them_to_be_json() -> None:
    assert decode_arguments(['"a"', '{"b":1}', "12"]) == ("a", {"b": 1}, 12)
    assert decode_arguments(['"a"', "plain"]) == ('"a"', "plain")
    assert decode_arguments(["12", "13"]) == ("12", "13")
    assert decode_json_texts(['"Error: x\\n  at y\\nEnd of stack for Error object"']) == ("Error: x\n  at y",)


def test_decode_arguments_of_previews_and_plain_values() -> None:
    assert decode_arguments([{"preview": "{a: 1}"}, {"preview": "x", "value": 3}]) == ("{a: 1}", 3)
    assert decode_arguments([{"type": "string", "value": "x"}, {"other": 1}])[0] == {
        "type": "string",
        "value": "x",
    }


def test_decode_arguments_of_every_call_in_the_rrweb_sample_is_decoded() -> None:
    payloads = [
        event["data"]["payload"]["payload"]
        for event in sample("rrweb/rrweb-console-plugin-events.json")
        if event["type"] == 6
    ]

    assert payloads
    assert all(decode_json_texts(payload) is not None for payload in payloads)


def test_decode_arguments_of_every_call_in_the_devtools_capture_leaves_no_remote_object() -> None:
    calls = [
        row for row in sample("capture/console.cdp.ndjson") if row["method"] == "Runtime.consoleAPICalled"
    ]

    decoded = [decode_arguments(call["params"]["args"]) for call in calls]

    assert decoded
    assert not any(
        isinstance(value, dict) and {"objectId", "className"} & value.keys()
        for args in decoded
        for value in args
    )


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "subtype", "value", "preview", "properties", "entries", "description", "name", "key"]
            ),
            inner
            | st.sampled_from(["object", "map", "number", "null", "array", "undefined", "node", "regexp"]),
        )
    ),
)


@given(st.lists(JSON, max_size=3))
def test_decode_arguments_of_anything_gives_one_value_each(args: list[Any]) -> None:
    decoded = decode_arguments(args)

    assert len(decoded) == len(args)
    json.dumps(decoded)


@pytest.mark.parametrize("subtype", [[], {}, 1, None])
def test_remote_object_with_an_odd_subtype_is_still_shown(subtype: Any) -> None:
    remote = {"type": "object", "subtype": subtype, "preview": {"properties": [{"name": "a", "value": "1"}]}}

    remote_value(remote)
