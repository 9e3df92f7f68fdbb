"""How one file was read, as facts."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from upl_tui.clock import Unit
from upl_tui.errors import FormatError
from upl_tui.mapping import NOTHING_TOLD, Told
from upl_tui.model import Kind, Recording
from upl_tui.redact import Masker
from upl_tui.verbs.examine import examine, unused_keys

NOWHERE = Recording("rec", "")


def facts_of(data: bytes, told: Told = NOTHING_TOLD) -> dict[str, Any]:
    return examine(data, NOWHERE, told, Masker())


def lines(*rows: object) -> bytes:
    return b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)


def test_examine_tells_family_votes_and_runner_up() -> None:
    console = {"level": "log", "message": "m", "timestamp": 1795326315828}
    request = {"url": "https://a.test/", "method": "GET", "status": 200}

    (one,) = facts_of(lines(*[console] * 6, *[request] * 3, b"{broken"))["lists"]

    assert one == {
        "path": "",
        "rows": 10,
        "family": "flat console rows",
        "votes": 6,
        "judged": 9,
        "runner_up": {"family": "flat network rows", "votes": 3},
    }


def test_examine_tells_raw_rows_with_line_and_reason() -> None:
    good = {"level": "log", "message": "m"}

    log = facts_of(lines(good, b"", good, b"{broken", good, [1]))["kinds"]["console"]

    assert [(row["line"], bool(row["reason"])) for row in log["raw_rows"]] == [(4, True), (6, True)]
    assert (log["entries"], log["understood"], log["raw"], log["rows"]) == (3, 3, 2, 5)


def test_examine_tells_which_fields_were_used_and_which_were_not() -> None:
    row = {"level": "log", "message": "m", "build": "7", "empty": "", "nested": {"a": 1}}

    log = facts_of(lines(row, row, {**row, "extra": True}))["kinds"]["console"]

    assert log["fields_used"] == ["level", "message"]
    assert log["fields_unused"] == {"build": 3, "nested": 3, "extra": 1}
    assert log["sampled"] == 3


def test_examine_tells_times_by_offset_and_date(data: Path) -> None:
    source = (data / "ndjson/lnav-bunyan.ndjson").read_bytes()
    times = [datetime.fromisoformat(json.loads(line)["time"]) for line in source.split(b"\n") if line]
    recording = Recording("rec", "", started_at=min(times))

    log = examine(source, recording, NOTHING_TOLD, Masker())["kinds"]["console"]

    assert log["time_base"] == "ISO 8601"
    assert datetime.fromisoformat(log["first"]["date"]) == min(times)
    assert datetime.fromisoformat(log["last"]["date"]) == max(times)
    assert log["last"]["at_ms"] == pytest.approx((max(times) - min(times)).total_seconds() * 1000)


def test_examine_masks_secrets_and_shows_no_control_characters() -> None:
    facts = facts_of(lines({"level": "log", "message": "m"}, b'{"token":"abcdef0123456789", \x1b[31m'))

    text = json.dumps(facts, ensure_ascii=False)
    assert "abcdef0123456789" not in text
    assert "\x1b" not in text


def test_examine_says_what_could_not_be_concluded() -> None:
    unknown = facts_of(lines({"a": 1}, {"b": 2}))["open"]
    guessed = facts_of(lines(*({"level": "log", "message": "m", "time": n} for n in (1, 5, 9))))["open"]
    unused = facts_of(
        lines({"level": "log", "message": "m", "time": 1795326315828}), Told({Kind.CONSOLE: {"text": ("t",)}})
    )["open"]

    assert "--mapping" in unknown[0]
    assert "--clock" in guessed[0]
    assert "mapping was not used" in unused[0]


def test_examine_reads_by_the_clock_that_a_person_names() -> None:
    rows = lines(*({"level": "log", "message": "m", "time": n} for n in (1, 5, 9)))

    log = facts_of(rows, Told(unit=Unit.RELATIVE_S))["kinds"]["console"]

    assert (log["first"]["at_ms"], log["last"]["at_ms"]) == (1000, 9000)


def test_unused_keys_are_the_outermost_of_each_branch() -> None:
    row = {"a": 1, "b": {"c": 1, "d": {"e": 2}}, "f": {"g": 3}, "h": None}

    assert set(unused_keys(row, frozenset({"a", "b.c"}))) == {"b.d", "f"}


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=80) | st.lists(st.binary(max_size=20)).map(b"\n".join))
def test_examine_of_any_bytes_is_json(data: bytes) -> None:
    try:
        facts = facts_of(data)
    except FormatError:
        reject()

    json.dumps(facts).encode()
    for log in facts["kinds"].values():
        assert log["rows"] == log["understood"] + log["raw"] + sum(log["other"].values())
