"""A tree meets the fields of a log: keys are found, foreign habits answered, doubts collected as warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from upl_tui.errors import QueryError
from upl_tui.patterns import late
from upl_tui.query.fields import Field, FieldType
from upl_tui.query.foreign import from_comparison
from upl_tui.query.parser import parse
from upl_tui.query.predicates import All, Leaf, Predicate, Some, Tagged, Without
from upl_tui.query.saved import Saved, referred, unknown_filter
from upl_tui.query.similar import closest
from upl_tui.query.syntax import And, Form, Node, Not, Or, Term, Value
from upl_tui.query.terms import Moments, field_matcher, text_matcher
from upl_tui.query.text_matchers import smart
from upl_tui.query.value_matchers import Among

TEXT = Field("text", FieldType.TEXT, lambda entry: entry.text, "", column="text")
"""What a word on its own looks at."""
_SEVERITY = Field("level", FieldType.SEVERITY, lambda entry: entry.severity, "", column="severity")
_NO_KEY = late(r"$|//|[:\\]")
"""Behind a colon: nothing, the rest of a URL, ``::``, a Windows path. Nobody meant a key."""
_PORT = late(r"\d{1,5}(?:/|$)")
"""Nobody meant a key, unless it is nearly one."""
_KEY_INSIDE = late(r"\s-?([A-Za-z_][\w.-]*):")
_MOST_SUGGESTIONS = 5


class Resolver:
    """Turns nodes into predicates; `warnings` grows on the way."""

    def __init__(
        self,
        text: str,
        fields: Sequence[Field],
        moments: Moments,
        known_keys: Collection[str] = (),
        *,
        strict: bool,
        saved: Saved | None = None,
    ) -> None:
        self.warnings: list[str] = []
        self._all_fields = fields
        self._saved = saved or Saved()
        self._known_keys = known_keys
        self._text = text
        self._moments = moments
        self._strict = strict
        self._fields = by_key(fields)
        self._joined = next((field for field in fields if field.joins), None)

    def parts(self, tree: Node) -> tuple[tuple[Predicate, str], ...]:
        """The parts that AND joins at the top, each with its text as typed. Raises QueryError."""
        nodes = tree.parts if isinstance(tree, And) else (tree,)
        self._check_neighbours(nodes)
        return tuple(self._parts(nodes))

    def _predicate(self, node: Node) -> Predicate:
        match node:
            case And(parts):
                self._check_neighbours(parts)
                return All(tuple(predicate for predicate, _ in self._parts(parts)))
            case Or(parts):
                return Some(tuple(map(self._predicate, parts)))
            case Not(part):
                return Without(self._predicate(part))
            case Term():
                return self._saved_filter(node) or self._leaf(node)

    def _saved_filter(self, term: Term) -> Predicate | None:
        """What ``@name`` stands for; None for any other term, and for a name that is searched as text."""
        name = referred(term)
        text = self._saved.filters.get(name)
        if text is None:
            if name and self._strict:
                raise unknown_filter(term, name, self._saved.filters)
            if name and self._saved.filters:
                self.warnings.append(f"no saved filter @{name}: matched as text")
            return None
        inner = self._saved.inside(term, name)
        resolver = Resolver(
            text, self._all_fields, self._moments, self._known_keys, strict=self._strict, saved=inner
        )
        try:
            parts = resolver.parts(parse(text))
        except QueryError as error:
            raise inner.error(error, term) from None
        self.warnings += [f"@{name}: {warning}" for warning in resolver.warnings]
        return All(tuple(predicate for predicate, _ in parts))

    def _parts(self, nodes: Sequence[Node]) -> Iterator[tuple[Predicate, str]]:
        """Parts that AND joins, each with its text; two that mean something together are one part."""
        pair = joined_pair(nodes, self._joined)
        for node in nodes:
            source = self._text[node.start : node.end]
            if self._joined is None or node not in pair:
                yield self._predicate(node), source
            elif node is pair[0]:
                matcher = field_matcher(pair[1], self._joined, self._moments)
                both = " ".join(self._text[term.start : term.end] for term in pair)
                yield Leaf(self._joined, matcher), both

    def _leaf(self, term: Term) -> Predicate:
        if not term.key:
            self._check_comparison((term,))
            return Leaf(TEXT, text_matcher(term.values[0]))
        field = self._fields.get(term.key.casefold())
        if field is None:
            self._doubt_key(term)
            return Leaf(TEXT, smart(term.source))
        if term.source.endswith(",") and self._text[term.end :].strip(" )"):
            hint = "Values follow each other without a space: a,b. To search for the comma, quote the value."
            raise QueryError("A value is missing after the comma.", term.end, hint)
        self._doubt_regex(term)
        if severities := _severities(term, field):
            return Leaf(_SEVERITY, Among(severities))
        tagged = frozenset(word for value in term.values if (word := _bare_word(value)) in field.tags)
        own = replace(term, values=tuple(value for value in term.values if _asks_entry(value, field)))
        if tagged and not own.values:
            return Tagged(tagged)
        quicker = field.quicker
        column = quicker if quicker and _asks_words(own, quicker.values) else field
        asked = Leaf(column, field_matcher(own, field, self._moments))
        return Some((Tagged(tagged), asked)) if tagged else asked

    def _doubt_regex(self, term: Term) -> None:
        """A path and a later slash look like one regex with spaces: ``path:/a url:b/``."""
        for value in term.values:
            inner = _KEY_INSIDE.search(value.text) if value.form is Form.REGEX else None
            if inner and inner.group(1).casefold() in self._fields:
                self.warnings.append(f"{value.source} is one regular expression: quote the path to end it")

    def _doubt_key(self, term: Term) -> None:
        rest = term.source[len(term.key) + 1 :]
        if _NO_KEY.match(rest):
            return
        may_suggest = len(self.warnings) < _MOST_SUGGESTIONS
        meant = closest(term.key, self._fields) if may_suggest else ""
        elsewhere = closest(term.key, self._known_keys) if may_suggest and not meant else ""
        if _PORT.match(rest) and not (meant or elsewhere):
            return
        if not self._strict:
            suggestion = f", did you mean {meant}?" if meant else ""
            self.warnings.append(f'unknown key "{term.key}": matched as text{suggestion}')
            return
        hint = f"Did you mean {meant}? " if meant else f"Other logs have {elsewhere}. " if elsewhere else ""
        raise QueryError(f'Unknown key "{term.key}".', term.start, hint + "To search for the text, quote it.")

    def _doubt_operator(self, word: str) -> None:
        warning = f'"{word}" is searched as text: write {word.upper()} for the operator'
        if warning not in self.warnings:
            self.warnings.append(warning)

    def _check_neighbours(self, parts: Sequence[Node]) -> None:
        has_keys = any(isinstance(part, Term) and part.key for part in parts)
        for place, part in enumerate(parts):
            if has_keys and _plain_word(part) in ("and", "or", "not"):
                self._doubt_operator(_plain_word(part))
            words = takewhile(_plain_word, parts[place : place + 3])
            self._check_comparison(tuple(node for node in words if isinstance(node, Term)))

    def _check_comparison(self, terms: tuple[Term, ...]) -> None:
        found = from_comparison(tuple(map(_plain_word, terms))) if terms and _plain_word(terms[0]) else None
        if found and found[0].casefold() in self._fields:
            raise QueryError("A key is followed by a colon here.", terms[0].start, f"Write {found[1]}.")


def by_key(fields: Sequence[Field]) -> dict[str, Field]:
    """Fields under their keys and aliases, case-folded; where two share a name, the first counts."""
    known: dict[str, Field] = {}
    for field in fields:
        for name in (field.key, *field.aliases):
            known.setdefault(name.casefold(), field)
    return known


def joined_pair(nodes: Sequence[Node], field: Field | None) -> tuple[Term, ...]:
    """The two terms among `nodes` that together ask a field that joins them; none without both."""
    if field is None or field.joins is None:
        return ()
    (key, words), moment = field.joins
    terms = [node for node in nodes if isinstance(node, Term) and len(node.values) == 1]
    state = next((t for t in terms if t.key.casefold() == key and _bare_word(t.values[0]) in words), None)
    when = next((t for t in terms if t.key.casefold() == moment and not t.values[0].compare), None)
    return (state, when) if state is not None and when is not None else ()


def _severities(term: Term, field: Field) -> frozenset[int]:
    """What a term asks of the column of severities; nothing when it asks anything else as well."""
    known = dict(field.severities)
    asked = [known.get(_bare_word(value)) for value in term.values]
    return frozenset().union(*filter(None, asked)) if all(asked) else frozenset()


def _asks_entry(value: Value, field: Field) -> bool:
    """Whether the entry itself may answer, and not its log's tags alone."""
    return _bare_word(value) not in field.tags or _bare_word(value) in field.values


def _bare_word(value: Value) -> str:
    return value.text.casefold() if value.form is Form.BARE and not value.compare else ""


def _asks_words(term: Term, words: Collection[str]) -> bool:
    return all(_bare_word(value) in words for value in term.values)


def _plain_word(node: Node) -> str:
    if isinstance(node, Term) and not node.key and node.values[0].form is Form.BARE:
        return node.values[0].text
    return ""
