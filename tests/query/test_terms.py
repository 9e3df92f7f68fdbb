from __future__ import annotations

import pytest

from tests.query.table import FIELDS, Item, ItemLog
from upl_tui.entries import Severity
from upl_tui.errors import QueryError
from upl_tui.query.compile import compile_query


@pytest.mark.parametrize(
    ("text", "position", "title", "hint"),
    [
        ("a level:errr", 8, '"level" has no "errr"', "Did you mean error?"),
        ("level:", 6, "value is missing", "debug, log"),
        ("level: error", 6, "value is missing", "debug"),
        ("level:>", 7, "value is missing after >", "debug"),
        ("level:error..info", 6, "ends before", "smaller end first"),
        ("level:/e/", 6, "no regular expression", "debug"),
        ("level:error, warn", 12, "missing after the comma", "without a space"),
        ("verb:DELETE", 5, '"verb" has no "DELETE"', "GET, POST or PUT"),
        ("is:fayled", 3, '"is" has no "fayled"', "Did you mean failed?"),
        ("method:>GET", 7, "has no >", "a word"),
        ("status:abc", 7, '"abc" is no status', "4xx"),
        ("status:>4xx", 8, '"4xx" is no status', ">=400"),
        ("status:!=200", 7, "no !=", "-status:200"),
        ("size:10q", 5, '"10q" is no size', "10k"),
        ("size:1k..x", 9, '"x" is no size', "1k..2k"),
        ("size:..", 5, "at least one end", "1k..2k"),
        ("size:2k..1k", 5, "ends before", ""),
        ("slower-than:fast", 12, '"fast" is no duration', "300ms"),
        ("at:10", 3, "needs a unit, as in 10s", "10s..20s"),
        ("size:" + "9" * 60 + "q", 5, "9" * 40 + "…", "10k"),
        ("near:N9", 5, "no moment", "entry"),
        ("url:/a(b", 4, "expression has no end", '"/a(b"'),
        ("url:=", 5, "value is missing", "text"),
        ("url:/a(/", 7, "expression is not valid", ""),
        ("/a(/", 3, "expression is not valid", ""),
        ("status>=400", 0, "followed by a colon", "status:>=400"),
        ("x level > info", 2, "followed by a colon", "level:>info"),
        ("level >info", 0, "followed by a colon", "level:>info"),
        ("status != 200", 0, "followed by a colon", "-status:200"),
        ("method = POST", 0, "followed by a colon", "method:POST"),
    ],
)
def test_value_that_cannot_be_meant_is_an_error_that_says_what_can(
    text: str, position: int, title: str, hint: str
) -> None:
    with pytest.raises(QueryError) as raised:
        compile_query(text, FIELDS)

    assert title in raised.value.title
    assert hint in raised.value.hint
    assert raised.value.position == position


@pytest.mark.parametrize("text", ["body > head", "a >= b", "?status=404", "url:>x", "url:!=x", 'url:a="b c"'])
def test_signs_in_text_are_text(text: str) -> None:
    assert compile_query(text, FIELDS).rows(ItemLog([])) == []


@pytest.mark.parametrize(
    ("text", "severity"), [("level:warning", Severity.WARN), ("level:Verbose", Severity.DEBUG)]
)
def test_levels_answer_to_the_names_that_browsers_use(text: str, severity: Severity) -> None:
    log = ItemLog([Item(severity=severity), Item(severity=Severity.ERROR)])

    assert compile_query(text, FIELDS).rows(log) == [0]
