"""Terms added to a query and taken out of it by a key press."""

from __future__ import annotations

from math import ceil, floor, isfinite

from upl_tui.errors import QueryError
from upl_tui.query.parser import parse
from upl_tui.query.syntax import And, Form, Node, Not, Or, Term, Value


def add_term(text: str, key: str, value: str, *, drop: bool) -> str:
    """The query that keeps only rows with ``key:value``, or drops them; an empty key means the text.

    A term that is already there is taken out again, its opposite is replaced. Raises QueryError when the
    query is not valid.
    """
    opposite = remove_term(text, key, value, drop=not drop)
    without = remove_term(opposite, key, value, drop=drop)
    if without != opposite:
        return without
    return joined(without, ("-" if drop else "") + written(key, value))


def joined(text: str, term: str) -> str:
    """The query with one more term that has to hold. Raises QueryError when the query is not valid."""
    return f"{joinable(text)} {term}".lstrip()


def remove_term(text: str, key: str, value: str, *, drop: bool) -> str:
    """The query without the term that keeps or drops ``key:value``, the same text when it has none.

    Looks at the terms that AND joins at the top. Raises QueryError when the query is not valid.
    """
    tree = parse(text)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    kept = [part for part in parts if not _says(part, key, value, drop)]
    if len(kept) == len(parts):
        return text
    return " ".join(text[part.start : part.end] for part in kept)


def replace_terms(text: str, key: str, term: str) -> str:
    """The query with `term` in place of every ``key:…`` that AND joins at the top.

    An empty `term` takes them out. Raises QueryError when the query is not valid.
    """
    tree = parse(text)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    kept = [part for part in parts if not (isinstance(part, Term) and part.key == key)]
    rest = text if len(kept) == len(parts) else " ".join(text[part.start : part.end] for part in kept)
    return joined(rest, term).strip() if rest.strip() else term


def written(key: str, value: str) -> str:
    """``key:value`` that is read as exactly this value, quoted where it has to be."""
    prefix = f"{key}:" if key else ""
    return prefix + (value if _is_plain(prefix + value, key, value) else quoted(value))


def quoted(value: str) -> str:
    r"""A value in quotes, with ``\"`` and ``\\`` where it holds them."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_plain(candidate: str, key: str, value: str) -> bool:
    if "*" in value or ".." in value or value.startswith(("/", "!=")):
        return False
    try:
        return parse(candidate) == Term(key, (Value(value),))
    except QueryError:
        return False


def _says(node: Node, key: str, value: str, drop: bool) -> bool:
    if drop != isinstance(node, Not):
        return False
    term = node.part if isinstance(node, Not) else node
    return isinstance(term, Term) and term in (
        Term(key, (Value(value),)),
        Term(key, (Value(value, Form.QUOTED),)),
    )


def range_term(start_ms: float, end_ms: float) -> str:
    """The term for a stretch of time, both ends included; an infinite end is open."""
    start = f"{floor(start_ms * 1000) / 1000:.3f}ms" if isfinite(start_ms) else ""
    end = f"{ceil(end_ms * 1000) / 1000:.3f}ms" if isfinite(end_ms) else ""
    return f"at:{start}..{end}"


def joinable(text: str) -> str:
    """A query that AND can follow: one that OR joins goes into parentheses."""
    tree = parse(text)
    is_open = isinstance(tree, Or) and tree.start == tree.parts[0].start
    return f"({text.strip()})" if is_open else text.strip()
