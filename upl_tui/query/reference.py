"""The filter language as a table, for the README and the help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from upl_tui.query.fields import Field
from upl_tui.query.writing import writing


class Row(NamedTuple):
    """One key of the language, in words."""

    key: str
    aliases: str
    values: str
    help: str


def reference(fields: Iterable[Field]) -> list[Row]:
    """One row for every field, in the order given: key, aliases, how values are written, help."""
    return [
        Row(f"{field.key}:", ", ".join(f"{alias}:" for alias in field.aliases), writing(field), field.help)
        for field in fields
    ]
