"""Navigations of the DevTools protocol: all that it tells of what the user did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urldefrag

from upl_tui.entries import ActionEntry
from upl_tui.shapes.cdp_events import Event, text_of
from upl_tui.shapes.elements import describe

_USED_KEYS = frozenset({"method", "params.frame.url", "params.url", "params.navigationType", "params.type"})


class Pages:
    """Follows the top frame of each target; frames inside a page are no navigations of the user."""

    def __init__(self) -> None:
        self._urls: dict[str, str] = {}
        self._inner_frames: set[str] = set()

    def navigation(self, event: Event) -> ActionEntry | None:
        """The action in an event, or None; events are to be given in file order."""
        if event.method == "Page.frameNavigated":
            return self._loaded(event)
        if event.method == "Page.navigatedWithinDocument":
            return self._moved(event)
        return None

    def _loaded(self, event: Event) -> ActionEntry | None:
        frame = event.params.get("frame")
        if text_of(frame, "parentId"):
            self._inner_frames.add(text_of(frame, "id"))
            return None
        restored = text_of(event.params, "type") == "BackForwardCacheRestore"
        url = text_of(frame, "url") + text_of(frame, "urlFragment")
        return self._action(event, url, "back_forward" if restored else "load")

    def _moved(self, event: Event) -> ActionEntry | None:
        if text_of(event.params, "frameId") in self._inner_frames:
            return None
        url = text_of(event.params, "url")
        return self._action(event, url, _type_within(event.params, self._urls.get(event.target, ""), url))

    def _action(self, event: Event, url: str, navigation_type: str) -> ActionEntry:
        before = self._urls.get(event.target, "")
        self._urls[event.target] = url
        entry = ActionEntry(
            index=0,
            shape="cdp",
            action="navigation",
            action_raw=text_of(event.params, "navigationType") or event.method,
            url=url,
            from_url=before,
            to_url=url,
            navigation_type=navigation_type,
            used_keys=_USED_KEYS,
        )
        return describe(entry)


def _type_within(params: Mapping[str, Any], before: str, url: str) -> str:
    """Kind of a move inside one document.

    Chromium says ``fragment`` of going back and forward too: only then more than the fragment differs.
    """
    match text_of(params, "navigationType"):
        case "historyApi":
            return "push"
        case "fragment" if not before or urldefrag(before).url == urldefrag(url).url:
            return "hash"
        case "fragment":
            return "pop"
    return "unknown"
