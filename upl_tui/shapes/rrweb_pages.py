"""What the user did in an rrweb recording: interactions, navigations and an application's own events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upl_tui.entries import ActionEntry
from upl_tui.shapes.console_text import value_text
from upl_tui.shapes.elements import describe
from upl_tui.shapes.requests import number
from upl_tui.shapes.rrweb_events import (
    CUSTOM,
    DOM_CONTENT_LOADED,
    FULL_SNAPSHOT,
    INCREMENTAL,
    LOAD,
    META,
    Event,
    list_of,
    object_of,
    snapshot_of,
    text_of,
)
from upl_tui.shapes.rrweb_nodes import Nodes

_MUTATION = 0
_BLANK = "about:blank"
_CLICK, _TOUCH = 2, 2
_POINTER_ACTIONS = {
    2: ("click", "Click"),
    3: ("contextmenu", "ContextMenu"),
    4: ("dblclick", "DblClick"),
    5: ("focus", "Focus"),
    6: ("blur", "Blur"),
}
_MEDIA = {0: "play", 1: "pause", 2: "seeked", 3: "volumechange", 4: "ratechange"}
_URL_TAGS = ("$pageview", "$url_changed")
_CHECKS = ("checkbox", "radio")
_USED_NAMES = (
    "source type id x y pointerType text isChecked userTriggered positions width height href tag payload"
)
_USED_KEYS = frozenset(f"data.{name}" for name in _USED_NAMES.split()) | {"type", "timestamp"}


class Page:
    """One window: follows its address and its nodes; events are to be given in file order."""

    def __init__(self, *, with_nodes: bool) -> None:
        self.url = ""
        self._nodes = Nodes()
        self._with_nodes = with_nodes
        self._viewport: tuple[float, float] | None = None
        self._is_reloading = False
        self._is_inner = False

    def action(self, event: Event) -> ActionEntry | None:
        """The described action in an event, or None."""
        if event.type == META:
            return self._meta(event.data)
        if event.type in (DOM_CONTENT_LOADED, LOAD):
            self._is_reloading = True
        elif event.type == FULL_SNAPSHOT:
            self._snapshot(event)
        elif event.type == CUSTOM:
            return self._custom(event.data)
        elif event.type == INCREMENTAL:
            return self._incremental(event)
        return None

    def move(self, url: str) -> None:
        """Take over an address that something else than rrweb itself told."""
        self.url = url or self.url

    def _meta(self, data: Mapping[str, Any]) -> ActionEntry | None:
        """A load of the page: helper frames tell of themselves too, and snapshots in between repeat it."""
        url, before = text_of(data, "href"), self.url
        if url == _BLANK:
            self._is_inner = bool(before)
            return None
        self._is_inner = False
        self._viewport = _size(data)
        is_reload = self._is_reloading and url == before
        self._is_reloading = False
        if not url or (url == before and not is_reload):
            return None
        return self._navigation("Meta", url, "reload" if is_reload else "load")

    def _snapshot(self, event: Event) -> None:
        if self._with_nodes and not self._is_inner:
            self._nodes.load(snapshot_of(event))
        self._is_inner = False

    def _navigation(self, raw: str, url: str, navigation_type: str) -> ActionEntry:
        entry = self._entry("navigation", raw)
        entry.from_url, entry.to_url, entry.url = self.url, url, url
        entry.navigation_type = navigation_type
        self.url = url
        return describe(entry)

    def _custom(self, data: Mapping[str, Any]) -> ActionEntry | None:
        tag, payload = text_of(data, "tag"), data.get("payload")
        url = text_of(payload, "href")
        if tag in _URL_TAGS and url and url != self.url:
            return self._navigation(tag, url, "unknown")
        if not tag or tag.startswith("$"):
            return None
        entry = self._entry("custom", tag)
        entry.value = None if payload in (None, "", {}, []) else value_text(payload)
        return describe(entry)

    def _incremental(self, event: Event) -> ActionEntry | None:
        source = event.data.get("source")
        if source == _MUTATION:
            if self._with_nodes:
                self._nodes.mutate(snapshot_of(event))
            return None
        entry = self._interaction(source, event.data)
        return None if entry is None else describe(entry)

    def _interaction(self, source: Any, data: Mapping[str, Any]) -> ActionEntry | None:
        match source:
            case 2:
                return self._pointer(data)
            case 3:
                return self._scroll(data)
            case 4:
                return self._resize(data)
            case 5:
                return self._input(data)
            case 7:
                return self._media(data)
            case 12:
                return self._drag(data)
        return None

    def _pointer(self, data: Mapping[str, Any]) -> ActionEntry | None:
        kind = data.get("type")
        action, raw = _POINTER_ACTIONS.get(kind, ("", "")) if type(kind) is int else ("", "")
        if not action:
            return None
        if kind == _CLICK and data.get("pointerType") == _TOUCH:
            action = "tap"
        entry = self._entry(action, raw)
        find = self._nodes.element if action in ("focus", "blur") else self._nodes.control
        entry.element, entry.selector = find(data.get("id"))
        return _at(entry, data, "viewport")

    def _scroll(self, data: Mapping[str, Any]) -> ActionEntry:
        entry = self._entry("scroll", "Scroll")
        entry.element, entry.selector = self._nodes.element(data.get("id"))
        return _at(entry, data, "page" if entry.element is None else "element")

    def _resize(self, data: Mapping[str, Any]) -> ActionEntry:
        self._viewport = _size(data) or self._viewport
        return self._entry("resize", "ViewportResize")

    def _input(self, data: Mapping[str, Any]) -> ActionEntry:
        entry = self._entry("input", "Input")
        entry.element, entry.selector = self._nodes.element(data.get("id"))
        is_check = entry.element is not None and entry.element.type in _CHECKS
        if is_check and isinstance(data.get("isChecked"), bool):
            entry.action, entry.checked = "change", data["isChecked"]
        elif isinstance(data.get("text"), str):
            entry.value = data["text"]
        if data.get("userTriggered") is False:
            entry.flags = ("untrusted",)
        return entry

    def _media(self, data: Mapping[str, Any]) -> ActionEntry:
        kind = data.get("type")
        entry = self._entry("media", _MEDIA.get(kind, "media") if type(kind) is int else "media")
        entry.element, entry.selector = self._nodes.element(data.get("id"))
        return entry

    def _drag(self, data: Mapping[str, Any]) -> ActionEntry:
        entry = self._entry("drag", "Drag")
        positions = list_of(data.get("positions"))
        last = object_of(positions[-1]) if positions else {}
        entry.element, entry.selector = self._nodes.control(last.get("id"))
        return _at(entry, last, "viewport")

    def _entry(self, action: str, raw: str) -> ActionEntry:
        return ActionEntry(
            index=0,
            action=action,
            action_raw=raw,
            url=self.url,
            viewport=self._viewport,
            used_keys=_USED_KEYS,
        )


def _at(entry: ActionEntry, data: Mapping[str, Any], space: str) -> ActionEntry:
    entry.x, entry.y = number(data.get("x")), number(data.get("y"))
    if entry.x is not None and entry.y is not None:
        entry.coord_space = space
    return entry


def _size(data: Mapping[str, Any]) -> tuple[float, float] | None:
    width, height = number(data.get("width")), number(data.get("height"))
    return None if width is None or height is None else (width, height)
