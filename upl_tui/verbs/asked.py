"""What a filter asks for beside its own log: entries of other logs by their ids, linked clicks, marks."""

from __future__ import annotations

import os
from collections.abc import Iterable

from upl_tui.log import Log
from upl_tui.model import Kind, Recording
from upl_tui.settings import Settings
from upl_tui.values import frozen
from upl_tui.verbs.collect import kept_marks

_BY_EFFECT = frozenset({"dead", "before-error"})
"""Clicks that only the other logs tell of."""
_OF_CLICKS = _BY_EFFECT | {"rage"}
_OF_MARKS = frozenset({"marked", "noted", "note"})
_PAGE = "page"
"""What other logs tell of a console entry."""


@frozen
class Needs:
    """What has to be known before a filter can be answered."""

    kinds: frozenset[Kind] = frozenset()
    """Logs that have to be read, the filtered one aside."""
    tags: frozenset[str] = frozenset()
    """Words of `Log.tags`, and keys of what other logs tell."""


def needs_of(names: Iterable[str], tags: Iterable[str]) -> Needs:
    """The needs of a query that asks where entries are, by their ids, and for words of tags."""
    words = frozenset(tags)
    kinds = {kind for name in names for kind in Kind if _is_id(name, kind)}
    if words & _BY_EFFECT:
        kinds.update(Kind)
    if _PAGE in words:
        kinds |= {Kind.ACTION, Kind.NETWORK}
    return Needs(frozenset(kinds), words)


def tag(logs: Iterable[Log], recording: Recording, needs: Needs, settings: Settings) -> tuple[str, ...]:
    """Put the tags that are asked for on the logs; sentences say what cannot be known, and why."""
    known = {log.kind: log for log in logs}
    said: tuple[str, ...] = ()
    if needs.tags & _OF_CLICKS and Kind.ACTION in known:
        from upl_tui.story import Findings
        from upl_tui.story.clicks import tag as tag_clicks

        found = Findings.of(known, recording, dead_after_ms=settings.dead_click_ms)
        tag_clicks(found.scene, found.clicks)
        said = tuple(one for one in found.clicks.unclear if any(word in one for word in needs.tags))
    if _PAGE in needs.tags:
        from upl_tui.timeline.pages import tell_pages

        tell_pages(known)
    if needs.tags & _OF_MARKS:
        from upl_tui import marks

        for kind, kept in kept_marks(recording, known.values(), os.environ).items():
            marks.tag(known[kind], kept)
    return said


def _is_id(name: str, kind: Kind) -> bool:
    return name[:1].upper() == kind.letter and name[1:].isdigit()
