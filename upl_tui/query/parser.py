"""The grammar: tokens become a tree.

or = and { OR and };  and = unary { [AND] unary };  unary = { NOT } atom;  atom = ( or ) | term
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from upl_tui.errors import QueryError
from upl_tui.query.lexer import Kind, Token, tokens
from upl_tui.query.syntax import And, Node, Not, Or

_STARTS = (Kind.OPEN, Kind.NOT, Kind.TERM)


def parse(text: str) -> Node:
    """The tree of a query; an empty query is an `And` without parts. Raises QueryError."""
    parser = _Parser(text)
    if not parser.tokens:
        return And((), 0, len(text))
    return parser.alternatives()


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self._end = len(text)
        self._next = 0

    def alternatives(self) -> Node:
        return self._joined(Or, Kind.OR, self._conjunction, self._is_at)

    def _conjunction(self) -> Node:
        return self._joined(And, Kind.AND, self._unary, lambda kind: self._is_at(kind, *_STARTS))

    def _joined(
        self,
        node: type[And] | type[Or],
        operator: Kind,
        operand: Callable[[], Node],
        goes_on: Callable[[Kind], bool],
    ) -> Node:
        parts = [operand()]
        while goes_on(operator):
            if self._is_at(operator):
                self._take()
            parts.append(operand())
        return parts[0] if len(parts) == 1 else node(tuple(parts), parts[0].start, parts[-1].end)

    def _unary(self) -> Node:
        signs = []
        while self._is_at(Kind.NOT):
            signs.append(self._take())
        node = self._atom()
        return node if len(signs) % 2 == 0 else Not(node, signs[0].start, node.end)

    def _atom(self) -> Node:
        if self._next == len(self.tokens):
            raise QueryError("The filter is not finished.", self._end, "Something to match is missing here.")
        token = self._take()
        if token.term is not None:
            return token.term
        if token.kind is Kind.OPEN:
            return self._group(token)
        hint = "Something to match is missing before it. To search for the word, quote it."
        raise QueryError(f"{token.kind} has nothing to work on.", token.start, hint)

    def _group(self, opening: Token) -> Node:
        if self._is_at(Kind.CLOSE):
            hint = 'Write a filter inside, or quote it to search for the text: "()".'
            raise QueryError("The parentheses are empty.", opening.start, hint)
        inner = self.alternatives()
        if not self._is_at(Kind.CLOSE):
            raise QueryError("The parenthesis has no end.", opening.start, "Close it with ).")
        closing = self._take()
        return replace(inner, start=opening.start, end=closing.end)

    def _is_at(self, *kinds: Kind) -> bool:
        return self._next < len(self.tokens) and self.tokens[self._next].kind in kinds

    def _take(self) -> Token:
        token = self.tokens[self._next]
        self._next += 1
        return token
