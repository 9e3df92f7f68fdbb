"""Which lists of a JSON document are the rows."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.formats.names import ANY_CONTENT, ROW_LISTS, are_ids, is_row_like, plain
from upl_tui.formats.outline import Node, Outline
from upl_tui.formats.rows import Rows
from upl_tui.values import mutable

_WRAPPED_DOCUMENTS = 16
_PROOF = ROW_LISTS - ANY_CONTENT

Path = tuple[str, ...]


@mutable
class Found:
    """A list of rows and the nodes that it stands for."""

    rows: Rows
    nodes: list[Node]

    @property
    def span(self) -> tuple[int, int]:
        """From the first node's start to the last one's end, bytes."""
        return self.nodes[0].start, self.nodes[-1].end


def row_lists(outline: Outline) -> list[Found]:
    """The lists of rows of a document, in file order; none when the document is no more than one row.

    They are the lists under names that recorders use and the maps from an id to a row or to a list of
    rows, else the longest list of objects.
    """
    root = outline.root
    if root.elements is not None:
        return [Found(root.elements.rows, [root])]
    nodes = list(_nodes((), root))
    row_like = is_row_like([key for key, _ in root.members or ()])
    if row_like:
        nodes = [(path, node) for path, node in nodes if any(plain(key) in _PROOF for key in path)]
    found = [one for path, node in nodes if (one := _named_list(outline, path, node))]
    for path, node in nodes:
        one = _map_by_id(outline, path, node)
        if one and not any(_overlap(one, other) for other in found):
            found.append(one)
    if not found and not row_like:
        found = _longest_list(outline, nodes)
    return sorted(found, key=lambda one: one.span)


def wrapped_documents(outline: Outline) -> list[Outline]:
    """The documents of a short list whose elements are HAR files, not rows; else nothing."""
    elements = outline.root.elements
    if elements is None or not 0 < len(elements.rows) <= _WRAPPED_DOCUMENTS:
        return []
    wrapped = [Outline(outline.data, start) for start in elements.rows.starts]
    return wrapped if all(map(_is_har, wrapped)) else []


def _is_har(outline: Outline) -> bool:
    log = dict(outline.root.members or ()).get("log")
    entries = log and dict(log.members or ()).get("entries")
    return entries is not None and entries.elements is not None


def _nodes(path: Path, node: Node) -> Iterator[tuple[Path, Node]]:
    yield path, node
    for key, child in node.members or ():
        yield from _nodes((*path, key), child)


def _first_byte(outline: Outline, node: Node) -> bytes:
    """Of the first element of a list; empty for an empty list and for what is no list."""
    if node.elements is None or not len(node.elements.rows):
        return b""
    start = node.elements.rows.starts[0]
    return bytes(outline.data[start : start + 1])


def _named_list(outline: Outline, path: Path, node: Node) -> Found | None:
    name = plain(path[-1]) if path else ""
    if node.elements is None or name not in ROW_LISTS:
        return None
    first = _first_byte(outline, node)
    if first == b"{" or (name not in ANY_CONTENT and first in (b"", b"[", b'"')):
        return _list(path, node, node.elements.rows)
    return None


def _list(path: Path, node: Node, rows: Rows) -> Found:
    rows.path = ".".join(path)
    return Found(rows, [node])


def _map_by_id(outline: Outline, path: Path, node: Node) -> Found | None:
    members = node.members or []
    if not are_ids([key for key, _ in members]):
        return None
    rows = Rows(outline.data, ".".join((*path, "*")), keys=[])
    keys = rows.keys = []
    if all(_first_byte(outline, child) == b"{" for _, child in members):
        for key, child in members:
            listed = child.elements.rows if child.elements else Rows(outline.data)
            rows.starts.extend(listed.starts)
            rows.ends.extend(listed.ends)
            keys.extend([key] * len(listed))
        return Found(rows, [child for _, child in members])
    if len(members) > 1 and all(outline.data[child.start : child.start + 1] == b"{" for _, child in members):
        rows.path = ".".join(path)
        for key, child in members:
            rows.add(child.start, child.end)
            keys.append(key)
        return Found(rows, [node])
    return None


def _overlap(one: Found, other: Found) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _longest_list(outline: Outline, nodes: list[tuple[Path, Node]]) -> list[Found]:
    lists = [
        (path, node, node.elements.rows)
        for path, node in nodes
        if node.elements is not None and _first_byte(outline, node) == b"{"
    ]
    if not lists:
        return []
    return [_list(*max(lists, key=lambda one: len(one[2])))]
