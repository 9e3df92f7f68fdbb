from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests import factories as make
from tests.logs.asking import sections
from upl_tui.entries import Depth, Entry, Severity
from upl_tui.log import Account, Columns, Log
from upl_tui.logs import LOGS
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query
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


def test_sections_are_made_one_by_one() -> None:
    masker = Masker()
    entry = make.network(response_body=make.json_body('{"token": "abcdef"}'))

    sections = iter(LOGS[Kind.NETWORK].sections(entry, b"{}", masker))

    assert next(sections).key == "overview"
    assert masker.masked == {}
    assert [section.key for section in sections][:2] == ["query", "response"]
    assert masker.masked == {"body token": 1}


@pytest.mark.parametrize("query", ["is:problem", "is:error", "is:warning", "is:warning,error", "-is:Problem"])
def test_flags_of_severity_are_answered_without_reading_an_entry(spec: LogSpec, query: str) -> None:
    severities = list(Severity)
    by_getter = [field for field in spec.fields if field.key == "is"]
    slow = [replace(field, severities=()) for field in by_getter]
    entries: list[Entry] = [make.raw(severity=severity) for severity in severities]
    read = make.log(spec.kind, entries)
    unread = UnreadableLog(spec.kind, entries)

    assert compile_query(query, spec.fields).rows(unread) == compile_query(query, slow).rows(read)


class UnreadableLog(Log):
    def __init__(self, kind: Kind, entries: list[Entry]) -> None:
        super().__init__(kind, b"", Columns.of(entries), Account())

    def column(
        self, name: str, get: Callable[[Entry], Any], depth: Depth = Depth.WHOLE, count: int | None = None
    ) -> Sequence[Any]:
        raise AssertionError(f"{name} was read")
