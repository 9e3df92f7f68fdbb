"""A JSON document opened down to a few levels: nothing below is made into objects."""

from __future__ import annotations

import re
from typing import Any

from upl_tui.formats.elements import Elements, scan_list
from upl_tui.formats.names import LIST_MEMBER
from upl_tui.formats.tokens import STRING, skip_space, skip_value
from upl_tui.formats.value import Unparsed, read_json
from upl_tui.patterns import late
from upl_tui.values import mutable

_MEMBER = late(rb"(" + STRING + rb")[ \t\r\n]*+:[ \t\r\n]*+", re.DOTALL)
_DEEPEST = 4
_MEMBERS_OPENED = 64
_OBJECTS_OPENED = 2000


@mutable
class Node:
    """A value of the document: its span in bytes, and its members or elements where it was opened."""

    start: int
    end: int
    members: list[tuple[str, Node]] | None = None
    elements: Elements | None = None


class Outline:
    """The nodes of the document that begins at byte `start`."""

    def __init__(self, data: bytes | bytearray, start: int) -> None:
        self.data = data
        self._objects = 0
        self.damaged: list[tuple[int, int]] = []
        """Spans outside of lists that could not be understood."""
        self.cut = False
        """Whether the data ends before the document does."""
        self.root = self._value(start, 0) or Node(start, len(data))

    def build(self, node: Node, emptied: set[int]) -> Any:
        """A node as a value; the nodes whose `id` is in `emptied` become empty lists or objects."""
        if id(node) in emptied:
            return [] if node.members is None else {}
        if node.members is not None:
            return {key: self.build(child, emptied) for key, child in node.members}
        value, _ = read_json(self.data[node.start : node.end])
        return None if isinstance(value, Unparsed) else value

    def _value(self, start: int, level: int) -> Node | None:
        opening = self.data[start : start + 1]
        if level <= _DEEPEST and opening == b"{" and self._objects < _OBJECTS_OPENED:
            return self._object(start, level)
        if level <= _DEEPEST and opening == b"[" and (level == 0 or self._holds_rows(start)):
            elements = scan_list(self.data, start)
            self.cut |= not elements.closed
            return Node(start, elements.end, elements=elements)
        end = skip_value(self.data, start, len(self.data))
        return None if end < 0 else Node(start, end)

    def _holds_rows(self, start: int) -> bool:
        first = skip_space(self.data, start + 1)
        return self.data[first : first + 1] in (b"{", b"[", b'"', b"]", b"")

    def _object(self, start: int, level: int) -> Node:
        self._objects += 1
        members: list[tuple[str, Node]] = []
        position = start + 1
        while True:
            position = skip_space(self.data, position)
            byte = self.data[position : position + 1]
            if byte == b"}":
                return Node(start, position + 1, members)
            if not byte:
                self.cut = True
                return Node(start, position, members)
            if byte == b",":
                position += 1
                continue
            name = _MEMBER.match(self.data, position)
            child = name and self._value(
                name.end(), level + 1 if len(members) < _MEMBERS_OPENED else _DEEPEST + 1
            )
            if name and child:
                key, _ = read_json(name[1])
                members.append((str(key), child))
                position = child.end
            else:
                position = self._next_list(position)

    def _next_list(self, damage: int) -> int:
        """Where reading may go on behind a member that is damaged or cut."""
        found = LIST_MEMBER.search(self.data, damage + 1)
        end = found.start() if found else len(self.data)
        self.damaged.append((damage, end))
        return end
