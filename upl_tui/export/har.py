"""Requests as a HAR 1.2 document, from any recorder's log."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from upl_tui import __version__
from upl_tui.entries import NetworkEntry
from upl_tui.export.har_entry import entry_object, is_web
from upl_tui.export.json_text import json_text
from upl_tui.export.picked import Copied, Picked
from upl_tui.export.places import iso, started_ms
from upl_tui.export.sent import encodable
from upl_tui.redact import Masker


def har(picked: Picked, masker: Masker) -> Copied:
    """A document that Chrome DevTools and mitmproxy load.

    Both refuse addresses that are not of the web (``data:``, relative ones) and rows without a request: these
    are left out, and a note counts them.
    """
    rows = [row for row, entry in picked.requests() if is_web(entry)]
    left_out = len(picked.rows) - len(rows)
    text = json_text(document(Picked(picked.log, rows, picked.session), masker))
    note = f"{left_out} rows are left out: a HAR holds requests over HTTP and WebSockets."
    return Copied(text, notes=(note,) if left_out else ())


def document(picked: Picked, masker: Masker) -> dict[str, Any]:
    """The document with an entry for each row; a row that no reader understood becomes one that is none."""
    started = started_ms(picked)
    before = dict(masker.masked)
    entries = [_entry(picked, row, masker, started or 0.0) for row in picked.rows]
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "upl-tui", "version": __version__},
            "pages": _pages(picked, masker, started or 0.0),
            "entries": entries,
            "comment": _comment(masker, before, started),
        }
    }


def masked_words(masked: Mapping[str, int], before: Mapping[str, int] | None = None) -> str:
    """What was masked and how often, as ``header authorization (3), query token (1)``."""
    counts = {name: count - (before or {}).get(name, 0) for name, count in masked.items()}
    return ", ".join(f"{encodable(name)} ({count})" for name, count in sorted(counts.items()) if count)


def _entry(picked: Picked, row: int, masker: Masker, started: float) -> dict[str, Any]:
    entry = picked.log.entry(row)
    at = picked.log.at[row]
    if not isinstance(entry, NetworkEntry):
        return {"comment": "no request was recognised here", "_raw": encodable(masker.text(entry.text))}
    return entry_object(entry, 0.0 if isnan(at) else at, started, masker)


def _pages(picked: Picked, masker: Masker, started: float) -> list[dict[str, Any]]:
    pages: dict[str, float] = {}
    for row, entry in picked.requests():
        at = picked.log.at[row]
        if entry.page_ref:
            moment = 0.0 if isnan(at) else at
            pages[entry.page_ref] = min(moment, pages.get(entry.page_ref, moment))
    return [
        {
            "startedDateTime": iso(started, at),
            "id": encodable(masker.url(name)),
            "title": encodable(masker.url(name)),
            "pageTimings": {"onContentLoad": -1, "onLoad": -1},
        }
        for name, at in pages.items()
    ]


def _comment(masker: Masker, before: Mapping[str, int], started: float | None) -> str:
    words = masked_words(masker.masked, before)
    sentences = [
        "Secrets are not masked." if masker.reveal else f"Masked: {words or 'nothing had to be'}.",
        "When the recording started is not known: its times count from 1970." if started is None else "",
    ]
    return " ".join(filter(None, sentences))
