"""What marks a request in the list, and what its detail explains with the help of the whole log."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from upl_tui.entries import NetworkEntry
from upl_tui.logs import correlation
from upl_tui.logs.answer import answer_in_short
from upl_tui.logs.common import facts
from upl_tui.logs.explain import explain
from upl_tui.logs.requests import MUTATING, is_preflight, is_third_party_request
from upl_tui.logs.spec import Around, Section

SLOW_MS = 1000
_WIDTH = 52
"""Characters of a line: a detail beside its list has so many on a screen of 120."""
MARKS = (
    ("3", "third-party: another site than the page's"),
    ("c", "cached: not from the network"),
    ("p", "preflight: the browser asks if another request is allowed"),
    ("m", "mutating: POST, PUT, PATCH or DELETE"),
    ("s", f"slow: {SLOW_MS // 1000} s or more"),
    ("d", "duplicate: the same request again within a second, or while the first was under way"),
    ("r", "retry: the same method and URL after a failure"),
)
"""Letters of the marks, and what each means."""
TAG_MARKS = (("duplicate", "d"), ("retry", "r"))
"""The marks that only the whole log tells."""


def marks(entry: NetworkEntry) -> list[str]:
    """Letters of the marks that a request has by itself."""
    holds = (
        ("3", is_third_party_request(entry)),
        ("c", bool(entry.from_cache)),
        ("p", is_preflight(entry)),
        ("m", entry.method in MUTATING),
        ("s", entry.duration_ms is not None and entry.duration_ms >= SLOW_MS),
    )
    return [letter for letter, true in holds if true]


def context(around: Around) -> Iterator[Section]:
    """Explanations, marks and links of a request; nothing when there is nothing to say."""
    entry = around.log.entry(around.row)
    if not isinstance(entry, NetworkEntry):
        return
    own = around.log.id(around.row)
    sentences = []
    for explanation in explain(around.log, around.row):
        text = around.masker.text(explanation.text)
        unnamed = ", ".join(id for id in explanation.ids if id != own and id not in text)
        sentences += wrap(f"{text} [{unnamed}]" if unnamed else text, _WIDTH, subsequent_indent="  ")
    if sentences:
        yield Section("explained", "Explained", "\n".join(sentences))
    if answer := answer_in_short(entry, around.masker):
        yield Section("answer", "Answer in short", answer, "form")
    if links := facts(_links(entry, around)):
        yield Section("links", "Links", links, "headers")


def _links(entry: NetworkEntry, around: Around) -> Iterator[tuple[str, str]]:
    for found in correlation.ids(entry):
        if address := correlation.link(found, around.links):
            yield found.header, around.masker.url(address)


def mark_words(entry: NetworkEntry) -> str:
    """The marks of a request by itself in words, for its overview."""
    words = dict(MARKS)
    return ", ".join(words[letter].partition(":")[0] for letter in marks(entry))
