"""A person's own names of fields and own word on the clock."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui import mapping
from upl_tui.clock import RecordingClock, Unit
from upl_tui.entries import ActionEntry, ConsoleEntry, NetworkEntry, Severity
from upl_tui.errors import UsageError
from upl_tui.log import Log
from upl_tui.mapping import CLOCKS, WANTED, Told, clock_unit, read_mapping, told_by
from upl_tui.model import Kind
from upl_tui.settings import Settings
from upl_tui.shapes import names
from upl_tui.shapes.aliases import Field
from upl_tui.shapes.read import LogReader, read_log

CLOCK = RecordingClock(started_at_ms=1795326314828.0, duration_ms=27983.0)
MAPPING = """
time = "when"
[console]
level = ["sev", "meta.sev"]
text = "m.txt"
[network]
url = "u"
status = "rc"
duration = "took.ms"
[action]
action = "what"
selector = "where.css"
"""
ROWS: list[dict[str, Any]] = [
    {"when": 1795326315828, "meta": {"sev": "E"}, "m": {"txt": "boom"}},
    {"when": 1795326316828, "u": "https://shop.test/a", "rc": 503, "took": {"ms": 12.5}},
    {"when": 1795326317828, "what": "click", "where": {"css": "#buy"}},
    {"when": 1795326318828, "sev": "W", "m": {"txt": "hmm"}},
]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return path


def lines(rows: list[dict[str, Any]]) -> bytes:
    return b"\n".join(json.dumps(row).encode() for row in rows)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return told_by(Settings(mapping=written(tmp_path, MAPPING)))


def read(told: Told, kind: Kind, rows: list[dict[str, Any]] = ROWS) -> Log:
    return read_log(lines(rows), kind, CLOCK, told.names_of(kind))


# ------------------------------------------------------------------------------------------- reading


def test_mapped_rows_of_three_kinds_in_one_file_are_told_apart(told: Told) -> None:
    logs = {kind: read(told, kind) for kind in Kind}

    assert {kind.value: (len(log), log.account.raw) for kind, log in logs.items()} == {
        "console": (2, 0),
        "network": (1, 0),
        "action": (1, 0),
    }
    assert logs[Kind.CONSOLE].account.other == {"network": 1, "action": 1}
    assert {log.account.shape for log in logs.values()} == {"rows with your own names"}


def test_mapped_console_row_has_its_text_level_and_time(told: Told) -> None:
    first = read(told, Kind.CONSOLE).entry(0)

    assert isinstance(first, ConsoleEntry)
    assert (first.text, first.severity, first.at_ms) == ("boom", Severity.ERROR, 1000)
    assert first.used_keys == {"when", "meta.sev", "m.txt"}


def test_mapped_request_has_its_address_status_and_duration(told: Told) -> None:
    entry = read(told, Kind.NETWORK).entry(0)

    assert isinstance(entry, NetworkEntry)
    assert (entry.url, entry.status, entry.duration_ms) == ("https://shop.test/a", 503, 12.5)


def test_mapped_action_has_its_word_and_selector(told: Told) -> None:
    entry = read(told, Kind.ACTION).entry(0)

    assert isinstance(entry, ActionEntry)
    assert (entry.action, entry.selector, entry.at_ms) == ("click", "#buy", 3000)


@pytest.mark.parametrize("kind", list(Kind))
def test_mapped_file_that_arrives_in_pieces_is_read_like_the_whole_one(told: Told, kind: Kind) -> None:
    data = lines(ROWS * 100)
    reader = LogReader(kind, CLOCK, told.names_of(kind))

    for start in range(0, len(data), 500):
        reader.feed(data[start : start + 500])
    streamed, whole = reader.close(), read(told, kind, ROWS * 100)

    assert list(streamed.texts) == list(whole.texts)
    assert streamed.account == whole.account


def test_mapping_comes_before_the_names_the_program_knows(tmp_path: Path) -> None:
    told = told_by(Settings(mapping=written(tmp_path, '[console]\ntext = "detail"')))

    log = read(told, Kind.CONSOLE, [{"level": "error", "message": "E_17", "detail": "the card was refused"}])

    assert log.texts[0] == "the card was refused"


def test_mapping_leaves_a_known_family_alone(told: Told, data: Path) -> None:
    har = (data / "capture/network.har.json").read_bytes()

    mapped, plain = (read_log(har, Kind.NETWORK, CLOCK, each) for each in (told.names_of(Kind.NETWORK), {}))

    assert mapped.account == plain.account
    assert list(mapped.texts) == list(plain.texts)


def test_address_of_a_console_row_makes_it_no_request(tmp_path: Path) -> None:
    told = told_by(
        Settings(mapping=written(tmp_path, '[console]\nurl = "file"\ntext = "say"\ntime = "when"'))
    )
    rows: list[dict[str, Any]] = [{"when": 1795326315828, "file": "/app.js", "say": "hello"}]

    assert len(read(told, Kind.CONSOLE, rows)) == 1
    assert read(told, Kind.NETWORK, rows).account.understood == 0


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
EVERYTHING = {name: (f"k.{name}", f"k-{name}") for words in WANTED.values() for name in words.split()}
MAPPED_ROWS = st.lists(
    st.dictionaries(st.sampled_from([f"k-{name}" for name in EVERYTHING]), JSON, max_size=8), max_size=5
)


@settings(deadline=None, max_examples=150)
@given(rows=MAPPED_ROWS, kind=st.sampled_from(Kind))
def test_mapped_fields_with_any_values_are_read_without_loss(rows: list[dict[str, Any]], kind: Kind) -> None:
    log = read_log(lines(rows), kind, CLOCK, EVERYTHING)

    account = log.account
    assert account.elements == account.understood + account.raw + sum(account.other.values())
    assert [entry.text for entry in log.entries()] == list(log.texts)


# --------------------------------------------------------------------------------------- the file itself


def test_example_of_the_documentation_is_a_mapping(tmp_path: Path) -> None:
    assert mapping.__doc__ is not None
    example = mapping.__doc__.split("::", 1)[1].split("Names of a mapping")[0].replace("\n    ", "\n")

    found = read_mapping(written(tmp_path, example))

    assert set(tomllib.loads(example)) == {"time", "text", "console", "network", "action"}
    assert found[Kind.CONSOLE]["text"] == ("msg", "details.message")
    assert found[Kind.NETWORK]["url"] == ("req.address",)


def test_documentation_lists_what_may_be_wanted_and_the_readers_know_it() -> None:
    documented = str(mapping.__doc__).split("What may be wanted")[1].replace(",", " ").split()
    wanted = {name for words in WANTED.values() for name in words.split()}
    known = {field.name for field in vars(names).values() if isinstance(field, Field)}

    assert wanted <= set(documented) | {"time"}
    assert wanted - {"x", "y"} == known


def test_own_table_comes_before_what_is_meant_for_all(tmp_path: Path) -> None:
    found = read_mapping(written(tmp_path, 'time = "t"\n[network]\ntime = "begun"'))

    assert found[Kind.NETWORK]["time"] == ("begun", "t")
    assert found[Kind.CONSOLE]["time"] == ("t", "begun")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('tiem = "when"', r"tiem .*did you mean time\?"),
        ('[network]\nstatuss = "rc"', r"network\.statuss .*did you mean status\?"),
        ('[console]\nstatus = "rc"', r"console\.status is nothing that is wanted"),
        ('[nettwork]\nurl = "u"', r"table nettwork .*did you mean network\?"),
        ("time = 5", "time must be the name of a field"),
        ("time = []", "time must be"),
        ('time = [""]', "time must be"),
        ("[action]\nx = 1", r"action\.x must be"),
        ("time = ", "is no TOML"),
        ("\x00", "is no TOML"),
    ],
)
def test_mapping_that_says_nothing_sensible_is_one_sentence_with_the_key(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        read_mapping(written(tmp_path, text))

    assert "mine.toml" in caught.value.title


def test_mapping_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_mapping(tmp_path / "nowhere.toml")


# --------------------------------------------------------------------------------------------- clock


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("epoch-ms", Unit.EPOCH_MS),
        ("ISO", Unit.ISO),
        (" relative-s ", Unit.RELATIVE_S),
        ("time-of-day", Unit.TIME_OF_DAY),
        ("none", Unit.NONE),
        ("auto", None),
        ("", None),
    ],
)
def test_clock_word_is_a_unit(word: str, unit: Unit | None) -> None:
    assert clock_unit(word) is unit


def test_every_unit_has_a_word() -> None:
    assert set(CLOCKS.values()) == set(Unit)


def test_clock_word_that_is_none_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="epoch-ms"):
        clock_unit("epohc")
