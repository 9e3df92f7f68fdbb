from __future__ import annotations

import pytest

from upl_tui.errors import QueryError
from upl_tui.query.parser import parse
from upl_tui.query.syntax import And, Form, Not, Or, Term, Value


def word(text: str) -> Term:
    return Term("", (Value(text),))


def quoted(text: str) -> Term:
    return Term("", (Value(text, Form.QUOTED),))


def regex(text: str, *, ignore_case: bool = True) -> Term:
    return Term("", (Value(text, Form.REGEX, ignore_case=ignore_case),))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", And(())),
        ("a b", And((word("a"), word("b")))),
        ("a AND b && c", And((word("a"), word("b"), word("c")))),
        ("a b OR c|d || e", Or((And((word("a"), word("b"))), word("c"), word("d"), word("e")))),
        ("a (b OR c)", And((word("a"), Or((word("b"), word("c")))))),
        ("NOT(a b)", Not(And((word("a"), word("b"))))),
        ("-a !b NOT c", And((Not(word("a")), Not(word("b")), Not(word("c"))))),
        ("NOT -a", word("a")),
        ("ORDER and or", And((word("ORDER"), word("and"), word("or")))),
        ("f(x)", word("f(x)")),
        ("(f(x))", word("f(x)")),
        ("f(x y)", And((word("f(x"), word("y)")))),
        ('"a b" "c', None),
        (r'"say \"hi\" C:\dir \\"', quoted('say "hi" C:\\dir \\')),
        ("/a b/c /x\\/y/", And((regex("a b", ignore_case=False), regex("x\\/y")))),
        ("/a/ /a/i", And((regex("a"), regex("a")))),
        ("(/a)/)", regex("a)")),
        ("/api/v1", word("/api/v1")),
        ("level:error,warn", Term("level", (Value("error"), Value("warn")))),
        ("level:error,", Term("level", (Value("error"),))),
        ("level:", Term("level", ())),
        ("size:>=10k", Term("size", (Value("10k", compare=">="),))),
        ('url:="a b"', Term("url", (Value("a b", Form.QUOTED, "="),))),
        ("around:1:23", Term("around", (Value("1:23"),))),
        ("path:/checkout*", Term("path", (Value("/checkout*"),))),
        ('body:/"code":\\s*"x"/', Term("body", (Value('"code":\\s*"x"', Form.REGEX),))),
        ('header:a="b c",d', Term("header", (Value("b c", Form.QUOTED, name="a"), Value("d")))),
        ("meta.plan:pro", Term("meta.plan", (Value("pro"),))),
        ("https://x.com/a?b=c&d=e", Term("https", (Value("//x.com/a?b=c&d=e"),))),
    ],
)
def test_query_is_read_as_its_tree(text: str, tree: object) -> None:
    if tree is None:
        with pytest.raises(QueryError):
            parse(text)
    else:
        assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "title", "hint"),
    [
        ('a "b', 2, "quote has no end", r"\""),
        ("a /b c", 2, "expression has no end", '"/b"'),
        ("/(b)/gi", 5, 'no flag "gi"', "c respects"),
        ("a (b", 2, "parenthesis has no end", ")"),
        ("a )", 2, "no ( for this", '")"'),
        ("a ()", 2, "empty", '"()"'),
        ("a OR", 4, "not finished", "missing"),
        ("OR a", 0, "OR has nothing", "quote"),
        ("a AND OR b", 6, "OR has nothing", "before"),
        ("a NOT", 5, "not finished", "missing"),
        ("a - b", 2, "nothing to leave out", '"-"'),
        ("(" * 51, 50, "deeper than 50", ""),
        ("a" * 5000, 4096, "too long", "4,096"),
        ("~m POST ~c 500", 0, "mitmproxy", "method:POST status:500"),
        ("a & ~u /pay.*/", 4, "mitmproxy", "a url:/"),
    ],
)
def test_text_that_is_no_query_is_an_error_at_its_place(
    text: str, position: int, title: str, hint: str
) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)

    assert raised.value.position == position
    assert title in raised.value.title
    assert hint in raised.value.hint


def test_parts_know_where_they_stand() -> None:
    text = 'a  -url:b (c OR "d e")'
    tree = parse(text)

    assert isinstance(tree, And)
    assert [text[part.start : part.end] for part in tree.parts] == ["a", "-url:b", '(c OR "d e")']
