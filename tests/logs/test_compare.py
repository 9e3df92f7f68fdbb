from __future__ import annotations

import re
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.compare import Part, compare, in_words
from upl_tui.logs.spec import Section

LINES = st.lists(st.sampled_from(["a", "b", "c", "Status: 1", "x-id: 4", "x-id: 5"]), min_size=1, max_size=30)


def text(key: str, body: str, language: str = "text") -> Section:
    return Section(key, key.title(), body, language)


def only(left: Section, right: Section) -> Part:
    (part,) = compare([left], [right])
    return part


@settings(max_examples=100, deadline=None)
@given(LINES, LINES)
def test_signs_give_back_both_sides(left: list[str], right: list[str]) -> None:
    part = only(text("body", "\n".join(left)), text("body", "\n".join(right)))

    ours, theirs = iter(left), iter(right)
    for line in part.lines:
        if found := re.match("  … ([0-9]+) more", line):
            assert [next(ours) for _ in range(int(found[1]))] == [next(theirs) for _ in range(int(found[1]))]
        elif line[0] == " ":
            assert next(ours) == next(theirs) == line[2:]
        elif line[0] == "~":
            assert line == f"~ {next(ours)} → {next(theirs).removeprefix('x-id: ')}"
        else:
            assert line[2:] == next(ours if line[0] == "-" else theirs)
    assert (left == right) == (not part.lines)
    assert not part.lines or [*ours, *theirs] == []


def test_same_text_has_no_lines_and_far_lines_are_counted() -> None:
    many = [f"line {number}" for number in range(20)]

    assert only(text("a", "x"), text("a", "x")).lines == ()
    part = only(text("a", "\n".join(many)), text("a", "\n".join([*many, "more"])))
    assert part.lines[0] == "  … 17 more lines are the same"
    assert part.lines[-1] == "+ more"


def test_another_id_is_told_from_another_status() -> None:
    part = only(
        text("overview", "Status: 500\nx-request-id: req-1\nTime: 0:01.000"),
        text("overview", "Status: 200\nx-request-id: req-2\nTime: 0:02.500"),
    )

    assert part.lines == (
        "- Status: 500",
        "+ Status: 200",
        "~ x-request-id: req-1 → req-2",
        "~ Time: 0:01.000 → 0:02.500",
    )


def test_words_say_same_apart_from_ids_and_times_and_what_differs() -> None:
    same = compare([text("a", "x")], [text("a", "x")])
    moved = compare([text("a", "Time: 0:01.000")], [text("a", "Time: 0:02.000")])
    other = compare([text("a", "x"), text("b", "x")], [text("a", "y"), text("b", "x")])

    assert in_words(same) == "They say the same."
    assert in_words(moved).startswith("They are the same apart from ids and times")
    assert in_words(other).split("\n") == ["1 of 2 parts differ: A.", "The same in both: B."]


def test_json_is_compared_by_its_keys_and_not_by_their_order() -> None:
    assert not only(text("r", '{"a": 1, "b": [2]}', "json"), text("r", '{"b": [2], "a": 1}', "json")).lines
    part = only(text("r", '{"a": 1, "b": [2]}', "json"), text("r", '{"b": [3], "a": 1}', "json"))
    assert [line for line in part.lines if line[0] in "-+"] == ["-     2", "+     3"]


def test_json_beside_something_cut_short_is_compared_as_it_is_laid_out() -> None:
    whole, cut = '{\n  "b": 1,\n  "a": 2\n}', '{\n  "b": 1,\n  "a"'

    assert only(text("r", whole, "json"), text("r", cut, "json")).lines[:2] == ("  {", '    "b": 1,')


def test_part_that_one_of_them_lacks_is_all_removed_or_added() -> None:
    parts = compare([text("a", "x"), text("payload", "one\ntwo")], [text("a", "x")])

    assert parts[1].lines == ("- one", "- two")


def test_raw_source_counts_only_where_there_is_nothing_else() -> None:
    raw, understood = text("raw", "bytes"), text("overview", "x")

    assert [part.title for part in compare([understood, raw], [understood, raw])] == ["Overview"]
    assert [part.title for part in compare([text("reason", "x"), raw], [raw])] == ["Reason", "Raw"]


def test_bars_and_words_of_the_timing_do_not_count() -> None:
    part = only(
        text("timing", "Waiting took 1 ms.\n\nblocked     5.6 ms  ▉\ntotal       6 ms"),
        text("timing", "Nothing stands out.\n\nblocked     8 ms   ████▌\ntotal       9 ms"),
    )

    assert part.lines == ("~ blocked     5.6 ms → 8 ms", "~ total       6 ms → 9 ms")


def test_long_parts_are_compared_as_far_as_they_are_read_and_that_is_said() -> None:
    pieces = ("y" * 1_000_000 + "\n" for _ in range(100))
    parts = compare([Section("a", "A", "x", more=pieces)], [text("a", "x")])

    assert parts[0].is_cut
    assert "Only the beginning was compared of: A." in in_words(parts)
    assert sum(1 for _ in pieces) > 90


def test_hostile_repetition_takes_no_time() -> None:
    left, right = "}\n{\n" * 20_000, "{\n}\n}\n" * 20_000
    began = perf_counter()

    compare([text("a", left)], [text("a", right)])

    assert perf_counter() - began < 5
