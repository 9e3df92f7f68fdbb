"""Every rule with a limit holds just inside its window and not just outside; the rules are written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.factories import action, console, network
from tests.story.scenes import scene
from upl_tui.entries import Element, Entry, Severity, State
from upl_tui.links import RULES as LINK_RULES
from upl_tui.links import Rule
from upl_tui.model import Kind
from upl_tui.story import RULES, Scene, rules_text, tell
from upl_tui.story import rules as story_rules
from upl_tui.story.clicks import find_clicks

PAGE = "https://shop.test/checkout"
ORDERS = "https://shop.test/api/orders"
T = 50_000.0


@dataclass(frozen=True)
class Case:
    """Entries so many milliseconds apart, and the question whether the rule links them."""

    make: Callable[[float], Scene]
    holds: Callable[[Scene], bool]


def click(at: float, selector: str = "#pay", **more: Any) -> Entry:
    return action(at_ms=at, url=PAGE, selector=selector, element=Element(tag="button"), **more)


def failed(at: float, duration: float = 0.0, method: str = "POST", **more: Any) -> Entry:
    fields: dict[str, Any] = {"severity": Severity.ERROR, "text": f"{method} {ORDERS} 500"}
    return network(ORDERS, method, 500, State.SERVER_ERROR, at_ms=at, duration_ms=duration, **fields | more)


def good(at: float, url: str = ORDERS, **more: Any) -> Entry:
    return network(url, "POST", 200, at_ms=at, text=f"POST {url} 200", **more)


def no_answer(at: float, duration: float = 0.0) -> Entry:
    return network(
        ORDERS,
        "POST",
        None,
        State.FAILED,
        at_ms=at,
        duration_ms=duration,
        severity=Severity.ERROR,
        text=f"POST {ORDERS}",
    )


def wrote(at: float, text: str, severity: Severity = Severity.ERROR, origin: str = "console") -> Entry:
    return console(text, severity, at_ms=at, origin=origin)


def linked(kind: Kind, row: int, to: str) -> Callable[[Scene], bool]:
    """Whether an entry is linked to another one."""
    return lambda made: to in {link.id for link in made.links.linked(kind, row)}


def told(subject: str, name: str, rule: Rule) -> Callable[[Scene], bool]:
    """Whether a story has an entry by a rule."""
    return lambda made: any((step.id, step.rule) == (name, rule.name) for step in tell(made, subject).steps)


CASES = {
    "names-url": Case(
        lambda gap: scene((), [good(T)], [wrote(T + gap, "POST /api/orders went wrong")]),
        linked(Kind.CONSOLE, 0, "N1"),
    ),
    "names-status": Case(
        lambda gap: scene((), [failed(T)], [wrote(T + gap, "order refused: 500")]),
        linked(Kind.CONSOLE, 0, "N1"),
    ),
    "failed-just-before": Case(
        lambda gap: scene((), [no_answer(T)], [wrote(T + gap, "TypeError: Failed to fetch")]),
        linked(Kind.CONSOLE, 0, "N1"),
    ),
    "redirect": Case(
        lambda gap: scene(
            (),
            [
                network(
                    ORDERS, "POST", 302, State.REDIRECT, at_ms=T, redirect_to=PAGE, text=f"POST {ORDERS} 302"
                ),
                good(T + gap, PAGE),
            ],
        ),
        linked(Kind.NETWORK, 0, "N2"),
    ),
    "preflight": Case(
        lambda gap: scene(
            (), [good(T), network(ORDERS, "OPTIONS", 204, at_ms=T + gap, text=f"OPTIONS {ORDERS} 204")]
        ),
        linked(Kind.NETWORK, 1, "N1"),
    ),
    "one-action": Case(
        lambda gap: scene([click(T), action(kind="submit", at_ms=T + gap)]), linked(Kind.ACTION, 1, "A1")
    ),
    "navigated": Case(
        lambda gap: scene([click(T), action(kind="navigation", at_ms=T + gap)]), linked(Kind.ACTION, 1, "A1")
    ),
    "started-by": Case(lambda gap: scene([click(T)], [good(T + gap)]), linked(Kind.NETWORK, 0, "A1")),
    "written-after": Case(
        lambda gap: scene([click(T)], (), [wrote(T + gap, "oh no")]), linked(Kind.CONSOLE, 0, "A1")
    ),
    "same-failure": Case(
        lambda gap: scene(
            (), (), [wrote(T, "Error: no"), wrote(T + gap, "Uncaught Error: no", origin="exception")]
        ),
        linked(Kind.CONSOLE, 0, "C2"),
    ),
    "acted-before": Case(
        lambda gap: scene([click(T)], (), [wrote(T + gap, "oh no")]),
        told("C1", "A1", story_rules.ACTED_BEFORE),
    ),
    "bad-answer-before": Case(
        lambda gap: scene([click(T)], [failed(T + 5)], [wrote(T + 5 + gap, "oh no")]),
        lambda made: any(step.role == "failure" and step.id == "N1" for step in tell(made, "C1").steps),
    ),
    "after-answer": Case(
        lambda gap: scene([click(T)], [good(T + 5)], [wrote(T + 5 + gap, "Error: no", origin="exception")]),
        told("C1", "N1", story_rules.AFTER_ANSWER),
    ),
    "followed": Case(
        lambda gap: scene((), [failed(T)], [wrote(T + gap, "cart is broken")]),
        told("N1", "C1", story_rules.FOLLOWED),
    ),
    "left-page": Case(
        lambda gap: scene(
            (),
            [
                network(
                    ORDERS,
                    "POST",
                    None,
                    State.ABORTED,
                    at_ms=T,
                    severity=Severity.WARN,
                    text=f"POST {ORDERS}",
                ),
                good(T + gap, PAGE, type="document"),
            ],
        ),
        told("N1", "N2", story_rules.LEFT_PAGE),
    ),
    "retried": Case(lambda gap: scene((), [failed(T), good(T + gap)]), told("N1", "N2", story_rules.RETRIED)),
    "next-action": Case(
        lambda gap: scene([click(T + gap)], [failed(T)]), told("N1", "A1", story_rules.NEXT_DEED)
    ),
    "earlier-refusal": Case(
        lambda gap: scene([click(T)], [failed(T - gap), good(T + 10, PAGE)]),
        told("N2", "N1", story_rules.EARLIER_REFUSAL),
    ),
    "rage-click": Case(
        lambda gap: scene([click(T), click(T + 100), click(T + gap)]),
        lambda made: find_clicks(made).rage == ((0, 1, 2),),
    ),
    "dead-click": Case(
        lambda gap: scene([click(T)], [good(T + gap)]), lambda made: find_clicks(made).dead == ()
    ),
}
OUTSIDE = {"slow-answer"}
"""Rules whose window is a length and not a distance: tested where they are used."""


def test_every_rule_with_a_limit_has_a_case() -> None:
    limited = {rule.name for rule in RULES if rule.window_ms is not None}

    assert limited - OUTSIDE == CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_rule_holds_at_its_limit_and_not_beyond(name: str) -> None:
    window = next(rule.window_ms for rule in RULES if rule.name == name)
    assert window is not None
    case = CASES[name]

    assert case.holds(case.make(window))
    assert not case.holds(case.make(window + 1))


def test_rules_have_names_of_their_own_and_a_definition_with_their_limit() -> None:
    names = [rule.name for rule in RULES]

    assert len(names) == len(set(names))
    assert set(LINK_RULES) <= set(RULES)
    for rule in RULES:
        assert rule.definition.endswith(".")
        assert "{" not in rule.definition
        assert (rule.window_ms is None) == (rule.definition == rule.sentence)


def test_text_of_the_rules_has_each_with_its_definition() -> None:
    text = rules_text()

    assert all(f"{rule.name}" in text and rule.definition in text for rule in RULES)


def test_entry_in_the_request_named_by_its_id_is_linked_whatever_the_time() -> None:
    made = scene(
        (), [good(T, request_id="7")], [console("?", Severity.ERROR, at_ms=T + 900_000, request_id="7")]
    )

    link = made.links.request_of(0)

    assert link is not None
    assert (link.id, link.rule.name) == ("N1", "request-id")


def test_deed_done_and_request_sent_again_while_it_ran_are_told() -> None:
    made = scene([click(T), click(T + 2000)], [good(T + 10, duration_ms=4000.0), good(T + 2010)])

    story = tell(made, "N1")

    assert {(step.id, step.rule) for step in story.steps} >= {("A2", "done-again"), ("N2", "sent-again")}
