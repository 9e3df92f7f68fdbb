"""Tables and steps for tickets."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.factories import action, console, log, network
from upl_tui.entries import Element, Entry
from upl_tui.export.markdown import escaped, markdown, steps
from upl_tui.export.picked import Picked
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.session import Session

HOSTILE = [
    "a|b",
    "`x`|",
    "</td><script>alert(1)</script>",
    "![i](http://evil)",
    "\n# head",
    "\\|",
    "$x$",
    "**b**",
]


def cells(text: str) -> list[list[str]]:
    """The body's cells as an independent Markdown parser sees them: inline tokens' text and kinds."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= {"text", "code_inline"}
            rows[-1].append("".join(child.content for child in children))
    return rows[1:]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", list(Kind))
def test_recorded_text_stays_in_its_cell(kind: Kind, text: str) -> None:
    entries: dict[Kind, Entry] = {
        Kind.CONSOLE: console(text),
        Kind.NETWORK: network(f"https://shop.test/{text}"),
        Kind.ACTION: action(text),
    }
    shown = markdown(Picked(log(kind, [entries[kind]]), [0]), Masker()).text

    (row,) = cells(shown)
    assert len(row) == {Kind.CONSOLE: 4, Kind.NETWORK: 6, Kind.ACTION: 3}[kind]
    assert row[0].endswith("1")


def test_request_row_reads_as_in_the_list() -> None:
    given = log(Kind.NETWORK, [network(method="POST", status=201, duration_ms=1240.0)])

    (row,) = cells(markdown(Picked(given, [0]), Masker()).text)

    assert row == ["N1", "0:02.000", "POST", "201", "1.24 s", "https://shop.test/api/orders?page=2"]


def test_steps_go_up_to_the_moment_of_the_row() -> None:
    labels = ("One", "Two", "Three")
    actions = log(
        Kind.ACTION, [action(label=label, at_ms=float(number)) for number, label in enumerate(labels, 1)]
    )
    requests = log(Kind.NETWORK, [network(at_ms=2.5)])
    session = Session(logs={Kind.ACTION: actions, Kind.NETWORK: requests})

    assert steps(Picked(requests, [0], session), Masker()).text == "1. Click One\n2. Click Two\n"
    assert steps(Picked(actions, [1], session), Masker()).text == "1. Click One\n2. Click Two\n"
    assert steps(Picked(actions, [1, 2], session), Masker()).text == "1. Click Two\n2. Click Three\n"


def test_steps_join_typing_and_mask_what_is_secret() -> None:
    field = Element(tag="input", type="password", name="password")
    typed = [
        action(kind="input", element=field, label="Password", value=value) for value in ("hun", "hunter2")
    ]
    actions = log(Kind.ACTION, [*typed, action(label="Sign \x1b[31min")])

    made = steps(Picked(actions, [0, 1, 2]), Masker()).text

    assert made.count("\n") == 2
    assert "hun" not in made
    assert "masked" in made
    assert "\x1b" not in made


def test_steps_without_the_action_log_say_which_key_loads_it() -> None:
    made = steps(Picked(log(Kind.NETWORK, [network()]), [0]), Masker())

    assert made.text == ""
    assert "press 4" in made.notes[0]


def test_escaped_text_shows_as_it_was() -> None:
    for text in ("a*b_c", "#1", "<b>", "[x](y)", "a\\b"):
        (_, inline, _) = MarkdownIt().parse(escaped(text))
        assert "".join(child.content for child in inline.children or []) == text
