"""An entry in a few words of its own, masked: what a step and the title of a problem say."""

from __future__ import annotations

from upl_tui.entries import ActionEntry, ConsoleEntry, Entry, NetworkEntry, State
from upl_tui.kinds import Kind
from upl_tui.links.mentions import error_of, opening
from upl_tui.logs.actions import ACTIONS
from upl_tui.logs.templates import message_template, path_template
from upl_tui.logs.units import format_duration
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker
from upl_tui.story.scene import Scene

_SENTENCE = next(column for column in ACTIONS.columns if column.key == "sentence")
_LONGEST = 300
"""Characters of a recorded text that a step repeats."""
_LONGEST_URL = 2000


def words(scene: Scene, kind: Kind, row: int) -> str:
    """An entry in words."""
    entry = scene.entry(kind, row)
    masker = scene.masker
    if isinstance(entry, NetworkEntry):
        return request_words(entry, masker, scene)
    if isinstance(entry, ConsoleEntry):
        text = masker.text(opening(entry.text)).strip()[:_LONGEST]
        return f"{entry.severity.word}: {text}" if text else f"{entry.severity.word} without a text"
    if isinstance(entry, ActionEntry):
        return _SENTENCE.cell(entry, masker).text[:_LONGEST]
    return masker.text(entry.text[:_LONGEST])


def request_words(entry: NetworkEntry, masker: Masker, scene: Scene) -> str:
    """``POST /api/orders: 500 Internal Server Error after 196 ms``; with the host if not the page's own."""
    url = masker.url(entry.url[:_LONGEST_URL])
    target = Url.of(url).target if scene.is_own_host(entry) else url
    took = "" if not entry.duration_ms else f" after {format_duration(entry.duration_ms)}"
    return f"{' '.join(filter(None, (entry.method, target)))}: {outcome_words(entry, masker)}{took}"


def request_pattern(entry: NetworkEntry, masker: Masker, scene: Scene, outcome: str = "") -> str:
    """``POST /api/orders/{id}: 500 Internal Server Error``; `outcome` instead of the entry's own."""
    url = Url.of(masker.url(entry.url[:_LONGEST_URL]))
    host = "" if scene.is_own_host(entry) else url.host
    target = f"{host}{path_template(url.path)}"
    return f"{' '.join(filter(None, (entry.method, target)))}: {outcome or outcome_words(entry, masker)}"


def error_pattern(entry: Entry, masker: Masker) -> str:
    """``error: Order {} was not found``."""
    return f"{entry.severity.word}: {message_template(masker.text(error_of(entry.text)))}"


def outcome_words(entry: NetworkEntry, masker: Masker) -> str:
    """What became of a request, in words."""
    if entry.state in (State.FAILED, State.BLOCKED, State.ABORTED):
        error = f" ({masker.text(entry.error[:_LONGEST])})" if entry.error else ""
        return f"{entry.state.value}{error}"
    if entry.state is State.PENDING:
        return "no answer yet when the recording ended"
    if entry.status is None:
        return "unknown outcome"
    return f"{entry.status} {masker.text(entry.status_text[:_LONGEST])}".strip()


def element_key(entry: Entry) -> tuple[str, ...] | None:
    """What tells an element from others on its page; None for no element."""
    if not isinstance(entry, ActionEntry):
        return None
    place = (entry.selector, entry.label, entry.url)
    return place if entry.selector or entry.label else None
