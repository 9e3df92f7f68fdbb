from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.graphql import graphql_view, laid_out
from upl_tui.redact import MASK, Masker

PIECES = ["{", "}", "(", ")", "name", ":", "@skip", "...", "on", "$x", '"s {"', " ", ",", "#c", '"""', '"']


def test_graphql_view_tells_operation_query_and_variables() -> None:
    body = {
        "operationName": "Place",
        "query": "mutation Place($id: ID!) { order(id: $id) { id total { amount } ... on Sale { off } } }",
        "variables": {"id": "o1", "password": MASK},
        "extensions": {"hash": "x"},
    }

    parts = graphql_view(json.dumps(body), Masker())

    assert parts is not None
    operation, variables, other = parts
    assert operation.name == "GraphQL mutation Place"
    assert operation.text.split("\n") == [
        "mutation Place($id: ID!) {",
        "  order(id: $id) {",
        "    id",
        "    total {",
        "      amount",
        "    }",
        "    ... on Sale {",
        "      off",
        "    }",
        "  }",
        "}",
    ]
    assert json.loads(variables.text) == body["variables"]
    assert json.loads(other.text) == {"extensions": {"hash": "x"}}


def test_secret_in_a_query_is_masked() -> None:
    parts = graphql_view(json.dumps({"query": 'mutation { login(password: "canary") { ok } }'}), Masker())

    assert parts is not None
    assert "canary" not in parts[0].text


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(deadline=None, max_examples=200)
def test_laid_out_changes_nothing_but_white_space(query: str) -> None:
    assert "".join(laid_out(query).split()) == "".join(query.split())


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_is_a_view_or_none(text: str) -> None:
    assert graphql_view(text, Masker()) is None
    graphql_view(json.dumps({"query": "{" + text, "variables": text}), Masker())


def test_json_that_asks_nothing_is_no_graphql() -> None:
    assert graphql_view('{"query": "shoes"}', Masker()) is None
    assert graphql_view("[]", Masker()) is None
    assert graphql_view("[[1]]", Masker()) is None
