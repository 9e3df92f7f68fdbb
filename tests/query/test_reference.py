from __future__ import annotations

from tests.query.table import FIELDS
from upl_tui.query.reference import Row, reference


def test_reference_has_one_row_for_every_field_in_order() -> None:
    rows = reference(FIELDS)

    assert [row.key for row in rows] == [f"{field.key}:" for field in FIELDS]
    assert rows[1] == Row("url:", "address:", 'text, "exact text", /regex/ or a*b', "whole URL")
    assert rows[3].values == "GET, POST or PUT"
