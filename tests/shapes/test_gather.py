from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.shapes.families import CLOCK, START_MS
from tests.shapes.framed import context, frame
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, RawEntry, TimeQuality
from upl_tui.model import Kind
from upl_tui.shapes.gather import Piece, gather
from upl_tui.shapes.shape import Reading


def message(values: Sequence[Any]) -> Entry:
    word = values[0]["say"]
    return ConsoleEntry(index=0, text="+".join(value["say"] for value in values), method=word)


def request(values: Sequence[Any]) -> Entry:
    return NetworkEntry(index=0, text=str(len(values)))


def action(values: Sequence[Any]) -> Entry:
    return ActionEntry(index=0)


BUILDS = {Kind.CONSOLE: message, Kind.NETWORK: request, Kind.ACTION: action}


def tell(value: Any) -> list[Piece]:
    if not isinstance(value, dict):
        return []
    kind = Kind(value.get("kind", "console"))
    return [
        Piece(
            kind, BUILDS[kind], "at", value.get("at"), value.get("end"), value.get("key"), "anchor" in value
        )
        for _ in range(value.get("times", 1))
    ]


def read(*values: Any, kind: Kind = Kind.CONSOLE) -> Reading:
    return gather(frame(values), context(kind, CLOCK), "test", tell, "Not ours.")


def entries(reading: Reading) -> list[Entry]:
    return [reading.columns.entry(row) for row in range(len(reading.columns.texts))]


def test_rows_with_one_key_are_one_entry_with_all_spans() -> None:
    reading = read(
        {"say": "a", "key": 1, "at": START_MS}, {"say": "b", "at": START_MS}, {"say": "c", "key": 1}
    )

    first, second = entries(reading)

    assert (first.text, second.text) == ("a+c", "b")
    assert (len(first.spans), len(second.spans)) == (2, 1)
    assert (reading.understood, reading.raw, reading.other) == (3, 0, {})


def test_entry_without_a_time_of_its_own_takes_that_of_a_later_row() -> None:
    (entry,) = entries(read({"say": "a", "key": 1}, {"say": "b", "key": 1, "at": START_MS + 5}))

    assert (entry.at_ms, entry.time_quality) == (5, TimeQuality.EXACT)


def test_row_that_tells_several_entries_counts_once() -> None:
    reading = read({"say": "a", "times": 3})

    assert [entry.text for entry in entries(reading)] == ["a", "a", "a"]
    assert reading.understood == 1


def test_end_gives_a_request_its_duration_and_an_action_its_end() -> None:
    times = {"at": START_MS + 10, "end": START_MS + 40}

    (sent,) = entries(read({"kind": "network", **times}, kind=Kind.NETWORK))
    (done,) = entries(read({"kind": "action", **times}, kind=Kind.ACTION))

    assert isinstance(sent, NetworkEntry)
    assert isinstance(done, ActionEntry)
    assert (sent.duration_ms, done.end_ms) == (30, 40)


def test_end_before_the_start_tells_nothing() -> None:
    (sent,) = entries(read({"kind": "network", "at": START_MS + 10, "end": START_MS}, kind=Kind.NETWORK))

    assert isinstance(sent, NetworkEntry)
    assert sent.duration_ms is None


def test_anchored_times_are_marked_as_converted() -> None:
    (entry,) = entries(read({"say": "a", "at": START_MS + 5, "anchor": True}))

    assert (entry.at_ms, entry.time_quality) == (5, TimeQuality.CONVERTED)


def test_groups_nest_what_stands_between_their_ends() -> None:
    words = ["log", "group", "log", "groupEnd", "groupEnd", "log"]

    found = entries(read(*({"say": word} for word in words)))

    assert [entry.group_depth for entry in found if isinstance(entry, ConsoleEntry)] == [0, 0, 1, 0, 0, 0]


def test_rows_of_nothing_stay_raw_and_those_of_another_kind_are_counted() -> None:
    reading = read({"say": "a"}, "what", {"kind": "network"}, {"kind": "network"})

    _, raw = entries(reading)

    assert isinstance(raw, RawEntry)
    assert (raw.text, raw.reason, reading.raw, reading.other) == ("what", "Not ours.", 1, {"network": 2})
