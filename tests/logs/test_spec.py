from __future__ import annotations

import json

import pytest

from tests import factories as make
from tests.logs.asking import sections
from upl_tui.entries import Entry
from upl_tui.logs import LOGS
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind
from upl_tui.redact import Masker

STYLES = {"", "error", "warn", "info", "debug", "muted", "accent", "good"}
LANGUAGES = {"text", "json", "javascript", "html", "xml", "css", "headers"}
HOSTILE = "\x1b]0;x\x07 [/red] \u202e\ud83d\nsecond\t" + "e\u0301" * 5
ENTRIES: list[Entry] = [
    make.console(HOSTILE),
    make.network(HOSTILE, HOSTILE),
    make.action(HOSTILE, HOSTILE),
    make.raw(HOSTILE),
]


@pytest.fixture(params=list(Kind), ids=str)
def spec(request: pytest.FixtureRequest) -> LogSpec:
    """Each kind's spec."""
    found: LogSpec = LOGS[request.param]
    return found


def test_spec_is_registered_under_its_own_kind(spec: LogSpec) -> None:
    assert LOGS[spec.kind] is spec


def test_spec_has_one_flexible_column_and_unique_keys(spec: LogSpec) -> None:
    assert [column.width for column in spec.columns].count(0) == 1
    assert len({column.key for column in spec.columns}) == len(spec.columns)
    names = [name for field in spec.fields for name in (field.key, *field.aliases)]
    assert len(set(names)) == len(names)


def test_columns_that_always_show_leave_room_in_a_narrow_table(spec: LogSpec) -> None:
    assert sum(column.width + 1 for column in spec.columns if not column.from_width) <= 30


def test_fields_have_one_line_of_help(spec: LogSpec) -> None:
    assert all(field.help and "\n" not in field.help and len(field.help) < 60 for field in spec.fields)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_every_spec_answers_for_any_entry(spec: LogSpec, entry: Entry) -> None:
    log = make.log(spec.kind, [entry])

    for column in spec.columns:
        assert column.cell(entry, Masker()).style in STYLES
    for field in spec.fields:
        field.get(entry)
    shown = sections(spec, entry, HOSTILE.encode("utf-8", "surrogatepass"))
    assert {section.language for section in shown.values()} <= LANGUAGES
    assert list(shown)[-1] == "raw"
    assert spec.to_json(log, 0, Masker())["id"] == f"{spec.kind.letter}1"


def test_large_body_is_laid_out_whole() -> None:
    body = json.dumps([{"id": i, "name": f"Product {i}", "tags": ["a", "b"]} for i in range(5_000)])
    entry = make.network(response_body=make.json_body(body))

    shown = sections(LOGS[Kind.NETWORK], entry, body.encode())

    assert json.loads(shown["response"].text) == json.loads(shown["raw"].text) == json.loads(body)
