"""Stories of recordings whose truth is known, and what holds for every story."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import action, console, network
from tests.story.scenes import STORIES, demo, recorded, scene
from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, Severity, State
from upl_tui.errors import UsageError
from upl_tui.model import Kind
from upl_tui.story import RULES, Scene, Story, problems, tell

NAMES = sorted(path.stem for path in (STORIES / "expected").glob("*.txt"))


def roles(story: Story) -> list[tuple[str, str]]:
    return [(step.id, step.role.value) for step in story.steps]


@pytest.mark.parametrize("name", NAMES)
def test_recording_with_a_known_story_is_told_to_the_letter(name: str) -> None:
    expected = (STORIES / "expected" / f"{name}.txt").read_text(encoding="utf-8")
    subject = expected.partition("\n")[0].rpartition(" ")[2]

    done = subprocess.run(
        [sys.executable, "-m", "upl_tui", "story", str(STORIES / name), subject],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == expected


def test_failed_order_of_the_demo_is_told_from_the_click_to_the_retry() -> None:
    story = tell(demo(), "N44")

    assert roles(story) == [
        ("N43", "context"),
        ("A49", "action"),
        ("A50", "action"),
        ("N44", "failure"),
        ("C70", "seen"),
        ("N45", "retry"),
    ]
    seen = story.steps[4]
    assert seen.also == ("C69",)
    assert story.steps[0].rule == "earlier-refusal"
    assert any("by itself" in sentence for sentence in story.unclear)


@pytest.mark.parametrize("asked", ["N44", "C69", "C70"])
def test_every_entry_of_one_failure_tells_the_same_story(asked: str) -> None:
    recording = demo()

    assert {name for name, _ in roles(tell(recording, asked))} | {"C69", "C70"} == {
        *("N43", "A49", "A50", "N44", "C69", "C70", "N45")
    }


def test_users_retry_is_told_with_its_click() -> None:
    story = tell(recorded("order"), "N3")

    assert ("A6", "retry") in roles(story)
    assert ("N4", "retry") in roles(story)
    assert not any("by itself" in sentence for sentence in story.unclear)


@pytest.mark.parametrize("asked", ["C3", "N4"])
def test_other_sites_are_never_blamed_for_a_failure_of_the_pages_own(asked: str) -> None:
    story = tell(recorded("third-party"), asked)

    failures = {name for name, role in roles(story) if role == "failure"}
    assert failures == {"N4"}
    assert {name for name, _ in roles(story)}.isdisjoint({"N2", "N3", "N5", "C1", "C2"})


def test_error_after_a_good_answer_blames_no_request() -> None:
    story = tell(recorded("script-error"), "C2")

    assert [name for name, role in roles(story) if role == "failure"] == ["C2"]
    assert ("N2", "request") in roles(story)
    assert any("No request failed" in sentence for sentence in story.unclear)


def test_row_that_is_no_problem_is_told_with_what_led_to_it_and_what_it_caused() -> None:
    story = tell(demo(), "A7")

    assert roles(story)[0] == ("A7", "subject")
    assert ("N29", "request") in roles(story)


def test_story_without_times_puts_nothing_in_an_order_by_time() -> None:
    story = tell(recorded("no-times"), "C5")

    assert {step.at_ms for step in story.steps} == {None}
    assert {step.role.value for step in story.steps} == {"failure", "seen"}
    assert any("No log has times" in sentence for sentence in story.unclear)


def test_story_of_two_clocks_gives_the_other_log_no_place_in_time() -> None:
    story = tell(recorded("two-clocks"), "N3")

    assert [step.id for step in story.steps if step.at_ms is None] == ["C5"]
    assert any("disagree" in sentence for sentence in story.unclear)


@pytest.mark.parametrize("name", ["", "Z1", "N", "N0", "N99999", "N" + "9" * 400, "N²", "C1x"])
def test_id_that_is_not_there_is_a_sentence(name: str) -> None:
    with pytest.raises(UsageError):
        tell(scene(network=[network()]), name)


# What holds for every story

TIMES = st.one_of(st.none(), st.floats(-10_000, 10_000), st.sampled_from([0.0, 1000.0, 1100.0, 1e12]))
URLS = st.sampled_from(
    ["https://shop.test/api/a", "https://shop.test/b", "https://x.test/c", "/a", "", "?\x00"]
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "Failed to fetch",
            "POST /api/a 500",
            "Uncaught Error: no",
            "https://shop.test/b failed",
            "AbortError",
            "",
        ]
    ),
    st.text(max_size=40),
)
IDS = st.sampled_from(["", "1", "2"])


@st.composite
def requests(draw: st.DrawFn) -> NetworkEntry:
    state = draw(st.sampled_from(list(State)))
    url = draw(URLS)
    return network(
        url,
        draw(st.sampled_from(["GET", "POST", "OPTIONS", ""])),
        draw(st.sampled_from([None, 200, 302, 409, 500])),
        state,
        at_ms=draw(TIMES),
        duration_ms=draw(st.one_of(st.none(), st.floats(0, 8000))),
        severity=draw(st.sampled_from([Severity.INFO, Severity.WARN, Severity.ERROR])),
        request_id=draw(IDS),
        redirect_to=draw(st.sampled_from(["", "https://shop.test/b"])),
        type=draw(st.sampled_from(["", "fetch", "document", "image", "preflight", "beacon"])),
        text=f"POST {url} 500",
    )


@st.composite
def messages(draw: st.DrawFn) -> ConsoleEntry:
    return console(
        draw(TEXTS),
        draw(st.sampled_from(list(Severity))),
        at_ms=draw(TIMES),
        origin=draw(st.sampled_from(["console", "network", "exception", "rejection"])),
        url=draw(URLS),
        request_id=draw(IDS),
    )


@st.composite
def actions(draw: st.DrawFn) -> ActionEntry:
    kind = draw(st.sampled_from(["click", "submit", "navigation", "scroll", "input", "key"]))
    return action(
        kind=kind, at_ms=draw(TIMES), selector=draw(st.sampled_from(["#a", "#b", ""])), url=draw(URLS)
    )


def some(entries: st.SearchStrategy[Entry]) -> st.SearchStrategy[list[Entry] | None]:
    return st.one_of(st.none(), st.lists(entries, max_size=7))


@settings(max_examples=150, deadline=None)
@given(some(actions()), some(requests()), some(messages()))
def test_any_logs_are_told_without_an_error_in_order_of_time_with_ids_that_exist(
    deeds: list[Entry] | None, asked: list[Entry] | None, said: list[Entry] | None
) -> None:
    made = scene(deeds, asked, said)
    known = {log.id(row) for log in made.logs.values() for row in range(len(log))}

    for problem in problems(made):
        assert known.issuperset(problem.ids)
    for name in sorted(known):
        check_story(made, tell(made, name), known)


def check_story(made: Scene, story: Story, known: set[str]) -> None:
    names = [name for step in story.steps for name in (step.id, *step.also)]
    assert known.issuperset(names)
    assert len(names) == len(set(names))
    assert story.subject in names
    placed = [step.at_ms for step in story.steps]
    timed = [at for at in placed if at is not None]
    assert timed == sorted(timed)
    assert placed == timed + [None] * (len(placed) - len(timed))
    assert {step.rule for step in story.steps} <= {rule.name for rule in RULES}
    for step in story.steps:
        kind = next(kind for kind in Kind if kind.letter == step.id[0])
        assert step.kind is kind
        assert step.at_ms in (None, made.logs[kind].at[int(step.id[1:]) - 1])


def test_same_recording_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    def told(seed: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "upl_tui", "story", str(STORIES / "order"), "--format", "json"],
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            check=True,
        ).stdout

    assert told("1") == told("77") != b""


def test_message_of_the_same_moment_but_before_the_error_does_not_follow_it() -> None:
    said = [
        console("careful", Severity.WARN, at_ms=1000.0),
        console("broken", Severity.ERROR, at_ms=1000.0),
        console("and now", Severity.WARN, at_ms=1000.0),
    ]

    story = tell(scene(console=said), "C2")

    assert roles(story) == [("C2", "failure"), ("C3", "consequence")]
