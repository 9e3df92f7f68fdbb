from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as make
from upl_tui.entries import Entry, Severity
from upl_tui.facets import Group, Order, choice, choices, grouped, term
from upl_tui.logs import LOGS
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind
from upl_tui.query.compile import compile_query, never

NETWORK = LOGS[Kind.NETWORK]
ENTRIES = [
    make.network("https://a.test/api/orders/1", at_ms=0.0, duration_ms=50.0, size_transfer=100),
    make.network(
        "https://a.test/api/orders/2", at_ms=1.0, duration_ms=90.0, status=500, severity=Severity.ERROR
    ),
    make.network("https://b.a.test/x", at_ms=2.0, size_transfer=7, initiator="script\nmore"),
    make.raw(),
]


def groups_of(spec: LogSpec, entries: list[Entry], name: str) -> list[Group]:
    field = choice(spec, name)
    assert field is not None
    log = make.log(spec.kind, entries)
    found = grouped(log, range(len(log)), spec, field, never)
    assert found is not None
    return found.sorted_by(Order.COUNT)


def test_group_counts_rows_errors_slowest_and_bytes() -> None:
    orders, other, raw = groups_of(NETWORK, [*ENTRIES], "template")

    assert orders == Group("/api/orders/{id}", True, 2, 1, 90.0, 100)
    assert (other.value, other.count, other.size, other.slowest_ms) == ("/x", 1, 7, None) or other.value == ""
    assert {other.value, raw.value} == {"/x", ""}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_grouped_by_what_it_offers(kind: Kind) -> None:
    spec = LOGS[kind]
    entries = [make.console("took 5 ms"), make.network(), make.action(), make.raw()]

    for field in choices(spec):
        assert sum(group.count for group in groups_of(spec, [*entries], field.key)) >= len(entries)


WORDS = st.sampled_from(("a.test", "b.a.test", "A.test", 'q"uote', "sp ace", "x*y", "-n", "a,b", "(p)", "é"))


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from((None, 200, 404)))), st.sampled_from(range(6)))
@settings(max_examples=150, deadline=None)
def test_term_of_a_group_keeps_exactly_its_rows(rows: list[tuple[str, str, int | None]], place: int) -> None:
    entries: list[Entry] = [
        make.network(f"https://{host}/{path}/5", status=status, initiator=path) for host, path, status in rows
    ]
    log = make.log(Kind.NETWORK, entries)
    field = choice(NETWORK, ("domain", "template", "status", "initiator", "outcome", "method")[place])
    assert field is not None

    found = grouped(log, range(len(log)), NETWORK, field, never)

    assert found is not None
    for group in found.groups:
        kept = compile_query(term(field, group, drop=False), NETWORK.fields).rows(log)
        dropped = compile_query(term(field, group, drop=True), NETWORK.fields).rows(log)
        same = sum(other.count for other in found.groups if other.value.casefold() == group.value.casefold())
        assert group.count <= len(kept) <= same
        assert sorted(kept + dropped) == list(range(len(log)))


def test_rows_without_a_value_can_be_asked_for_too() -> None:
    log = make.log(Kind.NETWORK, ENTRIES)

    for name in ("status", "template", "domain", "outcome"):
        field = choice(NETWORK, name)
        assert field is not None
        assert compile_query(term(field, Group(""), drop=False), NETWORK.fields).rows(log) == [3]
        assert compile_query(term(field, Group(""), drop=True), NETWORK.fields).rows(log) == [0, 1, 2]


def test_value_of_several_lines_is_grouped_by_the_first() -> None:
    found = {group.value: group for group in groups_of(NETWORK, [*ENTRIES], "initiator")}

    assert not found["script"].whole
    field = choice(NETWORK, "initiator")
    assert field is not None
    assert term(field, found["script"], drop=True) == "-initiator:script"


@pytest.mark.parametrize(
    ("order", "first"),
    [(Order.COUNT, "a"), (Order.ERRORS, "b"), (Order.SLOWEST, "c"), (Order.SIZE, "d"), (Order.VALUE, "a")],
)
def test_groups_are_sorted_by_what_is_asked(order: Order, first: str) -> None:
    hosts: dict[str, dict[str, Any]] = {
        "a": {"duration_ms": 1.0},
        "b": {"severity": Severity.ERROR},
        "c": {"duration_ms": 9.0},
        "d": {"size_body": 5},
    }
    entries: list[Entry] = [make.network(f"https://{host}/", **more) for host, more in hosts.items()]
    entries += [make.network("https://a/")]
    log = make.log(Kind.NETWORK, entries)
    field = choice(NETWORK, "domain")
    assert field is not None

    found = grouped(log, range(len(log)), NETWORK, field, never)

    assert found is not None
    assert found.sorted_by(order)[0].value == first
    assert Counter(group.value for group in found.groups) == Counter("abcd")


def test_grouping_stops_when_told_and_knows_fields_by_alias() -> None:
    log = make.log(Kind.NETWORK, ENTRIES)
    field = choice(NETWORK, "Host")

    assert field is not None
    assert field.key == "domain"
    assert grouped(log, range(4), NETWORK, field, lambda: True) is None
    assert choice(NETWORK, "bogus") is None
