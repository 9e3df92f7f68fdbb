"""Problems that are alike, as groups."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import console, network
from tests.story.scenes import scene
from upl_tui.entries import Severity, State
from upl_tui.redact import Masker
from upl_tui.story import Findings, Problem, alike, problems

PROBLEMS = st.lists(
    st.builds(
        Problem,
        ids=st.just(("C1",)),
        score=st.integers(-20, 120),
        reasons=st.just(()),
        title=st.sampled_from("ab"),
        at_ms=st.none() | st.floats(0, 9),
        last_ms=st.none() | st.floats(0, 9),
        times=st.integers(1, 5),
        pattern=st.sampled_from(["", "x", "y"]),
    )
)


@given(PROBLEMS)
def test_every_problem_is_in_one_group_and_the_ranks_stay(ranked: list[Problem]) -> None:
    groups = alike(ranked)

    assert sorted(map(id, (one for group in groups for one in group.problems))) == sorted(map(id, ranked))
    assert [ranked.index(group.lead) for group in groups] == sorted(ranked.index(g.lead) for g in groups)
    assert sum(group.times for group in groups) == sum(problem.times for problem in ranked)
    for group in groups:
        assert len({problem.pattern for problem in group.problems}) == 1
        assert group.first_ms is None or group.first_ms in [problem.at_ms for problem in group.problems]


def test_requests_of_one_endpoint_and_errors_of_one_template_are_alike() -> None:
    asked = [
        network(
            f"https://shop.test/api/orders/{number}",
            "GET",
            status,
            State.SERVER_ERROR,
            at_ms=100.0 * number,
            severity=Severity.ERROR,
        )
        for number, status in enumerate((500, 500, 502), 1)
    ]
    said = [
        console(f"Order {number} is gone", Severity.ERROR, at_ms=5000.0 * number) for number in range(2, 5)
    ]

    groups = alike(problems(scene(network=asked, console=said)))

    assert [(group.pattern, len(group.problems)) for group in groups] == [
        ("GET /api/orders/{id}: 500", 2),
        ("GET /api/orders/{id}: 502", 1),
        ("error: Order {} is gone", 3),
    ]
    assert (groups[2].first_ms, groups[2].last_ms, groups[2].times) == (10_000.0, 20_000.0, 3)


def test_patterns_are_masked() -> None:
    said = console("Order refused: password=hunter2hunter2", Severity.ERROR)

    [problem] = Findings.of(scene(console=[said]).logs, masker=Masker()).problems()

    assert "hunter2" not in problem.pattern
