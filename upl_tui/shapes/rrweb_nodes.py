"""The page of an rrweb recording: what the numbers of its nodes stand for at one moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from upl_tui.entries import Element
from upl_tui.shapes.elements import element
from upl_tui.shapes.rrweb_events import list_of, object_of, text_of

_ELEMENT, _TEXT = 2, 3
_TEST_IDS = ("data-testid", "data-test-id", "data-test", "data-qa", "data-cy")
_KEPT_NAMES = "id class name type role for href placeholder title alt value onclick aria-label"
_KEPT = frozenset((*_KEPT_NAMES.split(), *_TEST_IDS))
_CONTROLS = {"a", "button", "input", "select", "textarea", "label", "summary", "option"}
_BUTTON_TYPES = {"submit", "button", "reset"}
_SILENT = frozenset({"script", "style", "noscript", "select", "textarea", "template"})
_SILENT_IN_LABELS = _SILENT | {"button"}
_INLINE_NAMES = "a abbr b bdi cite code em font i kbd label mark q s small span strong sub sup time u var"
_INLINE = frozenset(_INLINE_NAMES.split())
"""Elements whose text goes on in the same line as that around them."""
_IDENTIFIER = re.compile(r"-?[A-Za-z_][\w-]*\Z")
_LONGEST_TEXT = 200
_MOST_VISITED = 400
_MOST_STEPS = 8
_MOST_ORDERED = 2_000
"""Children of one node up to which a new one is put in its place, not at the end."""


@dataclass(slots=True)
class _Node:
    parent: int | None
    tag: str = ""
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[int] = field(default_factory=list)
    """May also name nodes that have left: a child is one whose own parent says so."""


class Nodes:
    """Follows snapshots and mutations, given in file order."""

    def __init__(self) -> None:
        self._nodes: dict[int, _Node] = {}
        self._label_of: dict[str, int] = {}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over a whole snapshot."""
        self._nodes.clear()
        self._label_of.clear()
        self._add(data.get("node"), None)

    def mutate(self, data: Mapping[str, Any]) -> None:
        """Take over a mutation: what left, what came, new texts and attributes."""
        for item in list_of(data.get("removes")):
            self._remove(object_of(item).get("id"))
        for item in map(object_of, list_of(data.get("adds"))):
            self._add(item.get("node"), item.get("parentId"), item.get("nextId"))
        for item in map(object_of, list_of(data.get("texts"))):
            node = self._node(item.get("id"))
            if node is not None:
                node.text = text_of(item, "value")[:_LONGEST_TEXT]
        for item in map(object_of, list_of(data.get("attributes"))):
            node = self._node(item.get("id"))
            if node is not None:
                _update(node.attributes, object_of(item.get("attributes")))

    def element(self, key: Any) -> tuple[Element | None, str]:
        """Element and selector of a node; (None, ``""``) for a document or an unknown number."""
        node = self._node(key)
        if node is None or not node.tag:
            return None, ""
        text = "" if node.tag in _SILENT else self._text(key)
        found, _ = element({"tag": node.tag, "text": text, **node.attributes})
        if found is not None and not found.label:
            found = replace(found, label=self._label(key, node, found))
        return found, _selector(node)

    def control(self, key: Any) -> tuple[Element | None, str]:
        """Element and selector of the button, link or field that a click on a node goes to, else its own."""
        for above, node in self._upward(key):
            if node.tag in _CONTROLS or node.attributes.keys() & {"role", "onclick"}:
                return self.element(above)
        return self.element(key)

    def _node(self, key: Any) -> _Node | None:
        return self._nodes.get(key) if type(key) is int else None

    def _add(self, value: Any, parent: Any, before: Any = None) -> None:
        waiting: list[tuple[Any, int | None]] = [(value, parent if type(parent) is int else None)]
        while waiting:
            given, above = waiting.pop()
            key = given.get("id") if isinstance(given, dict) else None
            if type(key) is not int:
                continue
            self._place(key, above, before)
            before = None
            self._nodes[key] = node = _node(given, above)
            if node.tag == "label" and "for" in node.attributes:
                self._label_of[node.attributes["for"]] = key
            waiting.extend((child, key) for child in reversed(list_of(given.get("childNodes"))))

    def _place(self, key: int, parent: int | None, before: Any) -> None:
        above = self._node(parent)
        if above is None:
            return
        siblings = above.children
        former = self._nodes.get(key)
        if former is not None and former.parent == parent and key in siblings:
            siblings.remove(key)
        if before is not None and len(siblings) < _MOST_ORDERED and before in siblings:
            siblings.insert(siblings.index(before), key)
        else:
            siblings.append(key)

    def _remove(self, key: Any) -> None:
        waiting = [key] if type(key) is int else []
        while waiting:
            key = waiting.pop()
            node = self._nodes.pop(key, None)
            if node is not None:
                waiting.extend(child for child in node.children if self._is_child(child, key))

    def _is_child(self, key: int, parent: int) -> bool:
        node = self._nodes.get(key)
        return node is not None and node.parent == parent

    def _upward(self, key: Any) -> Iterator[tuple[int, _Node]]:
        for _ in range(_MOST_STEPS):
            node = self._node(key)
            if node is None:
                return
            yield key, node
            key = node.parent

    def _text(self, key: int, silent: frozenset[str] = _SILENT) -> str:
        """The text that a person sees inside of a node, as far as a label needs it."""
        pieces: list[str] = []
        length = 0
        waiting: list[int | None] = [key]
        for _ in range(_MOST_VISITED):
            if not waiting or length >= _LONGEST_TEXT:
                break
            current = waiting.pop()
            if current is None:
                pieces.append(" ")
                continue
            node = self._nodes[current]
            pieces.append(node.text)
            length += len(node.text)
            if node.tag in silent:
                continue
            children = node.children[:_MOST_VISITED]
            inside = [child for child in reversed(children) if self._is_child(child, current)]
            is_apart = bool(node.tag) and node.tag not in _INLINE
            waiting.extend([None, *inside, None] if is_apart else inside)
        return " ".join("".join(pieces).split())[:_LONGEST_TEXT]

    def _label(self, key: int, node: _Node, found: Element) -> str:
        """What a person calls an element that has no label of its own."""
        if node.tag in ("input", "select", "textarea"):
            if found.type in _BUTTON_TYPES and node.attributes.get("value"):
                return node.attributes["value"]
            named = self._label_of.get(found.id)
            wrapping = (above for above, outer in self._upward(key) if outer.tag == "label")
            label = named if named in self._nodes else next(wrapping, None)
            if label is not None and (text := self._text(label, _SILENT_IN_LABELS)):
                return text
        return "" if found.text else node.attributes.get("alt", "") or node.attributes.get("title", "")


def _node(given: Mapping[str, Any], parent: int | None) -> _Node:
    if given.get("type") == _TEXT:
        return _Node(parent, text=text_of(given, "textContent")[:_LONGEST_TEXT])
    if given.get("type") != _ELEMENT:
        return _Node(parent)
    node = _Node(parent, tag=text_of(given, "tagName").lower())
    _update(node.attributes, object_of(given.get("attributes")))
    return node


def _update(attributes: dict[str, str], given: Mapping[str, Any]) -> None:
    for name in _KEPT & given.keys():
        value = given[name]
        if isinstance(value, str):
            attributes[name] = value[:_LONGEST_TEXT]
        else:
            attributes.pop(name, None)


def _selector(node: _Node) -> str:
    own = node.attributes
    if own.get("id"):
        return f"#{own['id']}" if _IDENTIFIER.match(own["id"]) else f"[id={_quoted(own['id'])}]"
    for name in _TEST_IDS:
        if own.get(name):
            return f"[{name}={_quoted(own[name])}]"
    if own.get("name"):
        return f"{node.tag}[name={_quoted(own['name'])}]"
    return ".".join([node.tag, *filter(_IDENTIFIER.match, own.get("class", "").split())])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
