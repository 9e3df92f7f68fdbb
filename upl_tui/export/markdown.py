"""Entries as Markdown for a ticket: a table, and numbered steps."""

from __future__ import annotations

import re

from upl_tui.entries import ActionEntry, NetworkEntry
from upl_tui.export.picked import Copied, Picked
from upl_tui.export.tables import time_text
from upl_tui.log import Log
from upl_tui.logs import LOGS
from upl_tui.logs.requests import outcome
from upl_tui.logs.steps import steps as numbered
from upl_tui.logs.units import format_duration
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.safe_text import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$])")
_LONGEST_CELL = 300
_OF_SEVERAL = ("Id", "Time", "What")
_HEADS = {
    Kind.CONSOLE: ("Id", "Time", "Level", "Message"),
    Kind.NETWORK: ("Id", "Time", "Method", "Status", "Duration", "URL"),
    Kind.ACTION: ("Id", "Time", "Action"),
}


def markdown(picked: Picked, masker: Masker) -> Copied:
    """A table with a header, also for one row, so that it shows as one wherever it is pasted."""
    several = len(picked.log.parts) > 1
    head = _OF_SEVERAL if several else _HEADS[picked.log.kind]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line(_cells(picked.log, row, masker, len(head))) for row in picked.rows]
    return Copied("".join(lines))


def escaped(text: str) -> str:
    """Recorded text as one line of Markdown that shows it as it is: no markup, no mention, no image."""
    return _SPECIAL.sub(r"\\\1", visible(text))


def steps(picked: Picked, masker: Masker) -> Copied:
    """Numbered steps to do again: the actions picked, or else all up to the row picked."""
    actions = picked.session.logs.get(Kind.ACTION, picked.log)
    if actions.kind is not Kind.ACTION:
        return Copied("", notes=("The actions are not loaded yet: press 4 to load them.",))
    rows = picked.rows
    if picked.log is not actions or len(rows) == 1:
        moment = picked.log.at[rows[-1]]
        order = actions.chronological()
        ends = order.index(rows[0]) + 1 if picked.log is actions else 0
        rows = order[:ends] if ends else [row for row in order if not actions.at[row] > moment]
    text = numbered(actions, rows, masker)
    return Copied(text, notes=() if text else ("Nothing was done before this row.",))


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cells(log: Log, row: int, masker: Masker, width: int) -> list[str]:
    entry = log.entry(row)
    lead = [log.id(row), time_text(log, row)]
    if isinstance(entry, NetworkEntry) and width > len(lead) + 1:
        facts = (escaped(entry.method), outcome(entry), format_duration(entry.duration_ms))
        return [*lead, *facts, _code(masker.url(entry.url))]
    if isinstance(entry, ActionEntry):
        return [*lead, escaped(_cut(_sentence(log, row, masker)))]
    facts = (entry.severity.word, "", "")
    return [*lead, *facts[: width - len(lead) - 1], _code(masker.text(entry.text))]


def _code(text: str) -> str:
    """Recorded text as code inside a cell."""
    shown = visible(_cut(text)).replace("`", "'").replace("|", r"\|")
    return f"`{shown}`" if shown else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…"


def _sentence(log: Log, row: int, masker: Masker) -> str:
    sentence: str = LOGS[Kind.ACTION].to_json(log, row, masker)["text"]
    return sentence
