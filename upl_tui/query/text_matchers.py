"""What a term asks of a text: that it holds another, or the parts of a glob."""

from __future__ import annotations

from collections.abc import Sequence

from upl_tui.query.matcher import Budget, Matcher, Span
from upl_tui.query.regexes import literal
from upl_tui.values import frozen


@frozen
class Contains(Matcher):
    """A text holds another. Without case, letters are compared one by one, as regular expressions do."""

    text: str
    ignore_case: bool

    def matches(self, value: str, budget: Budget) -> bool:
        """Whether one value answers yes."""
        if not self.ignore_case:
            return self.text in value
        if self.text.isascii() and value.isascii():
            return self.text.lower() in value.lower()
        return literal(self.text).search(value) is not None

    def select(self, rows: Sequence[int], values: Sequence[str | None], budget: Budget) -> list[int]:
        """The rows whose value answers yes."""
        pairs = zip(rows, values, strict=True)
        text = self.text
        if not self.ignore_case:
            return [row for row, value in pairs if value is not None and text in value]
        search = literal(text).search
        if not text.isascii():
            return [row for row, value in pairs if value is not None and search(value)]
        text = text.lower()
        return [
            row
            for row, value in pairs
            if value is not None and (text in value.lower() if value.isascii() else search(value))
        ]

    def spans(self, text: str) -> list[Span]:
        """Where it stands in a text; an empty text stands nowhere."""
        if not self.text:
            return []
        if self.ignore_case:
            return [match.span() for match in literal(self.text).finditer(text)]
        found = []
        start = text.find(self.text)
        while start >= 0:
            found.append((start, start + len(self.text)))
            start = text.find(self.text, start + len(self.text))
        return found

    def implies(self, other: Matcher) -> bool:
        """Whether the other accepts whatever this one accepts."""
        if not isinstance(other, Contains):
            return False
        if not other.ignore_case:
            return not self.ignore_case and other.text in self.text
        if self.ignore_case:
            return other.text in self.text
        return literal(other.text).search(self.text) is not None


@frozen
class Glob(Matcher):
    """Parts of a text in order, anything between them; `whole` when they must be all of the text."""

    text: str
    ignore_case: bool
    whole: bool

    def matches(self, value: str, budget: Budget) -> bool:
        """Whether one value answers yes."""
        first, *middle, last = self.text.split("*")
        if not self.whole:
            return self._next(value, 0) is not None
        if not self._stands_at(value, first, 0):
            return False
        position = len(first)
        for part in middle:
            position = self._find(value, part, position)
            if position < 0:
                return False
            position += len(part)
        return len(value) - len(last) >= position and self._stands_at(value, last, len(value) - len(last))

    def select(self, rows: Sequence[int], values: Sequence[str | None], budget: Budget) -> list[int]:
        """The rows whose value answers yes; its longest part alone rules most of them out."""
        longest = Contains(max(self.text.split("*"), key=len), self.ignore_case)
        places = longest.select(range(len(rows)), values, budget)
        return [rows[place] for place in places if self.matches(values[place] or "", budget)]

    def spans(self, text: str) -> list[Span]:
        """Where it stands in a text; nothing when it must be the whole text."""
        found = []
        position = 0
        while not self.whole and (span := self._next(text, position)) and span[1] > span[0]:
            found.append(span)
            position = span[1]
        return found

    def _next(self, text: str, start: int) -> Span | None:
        first = None
        position = start
        for part in filter(None, self.text.split("*")):
            position = self._find(text, part, position)
            if position < 0:
                return None
            first = position if first is None else first
            position += len(part)
        return (start if first is None else first), position

    def _find(self, text: str, part: str, position: int) -> int:
        if not self.ignore_case:
            return text.find(part, position)
        match = literal(part).search(text, position)
        return match.start() if match else -1

    def _stands_at(self, text: str, part: str, position: int) -> bool:
        if not self.ignore_case:
            return text.startswith(part, position)
        return literal(part).match(text, position) is not None


def smart(text: str) -> Contains | Glob:
    """A word anywhere in a text: ``*`` stands for anything, an upper-case letter makes case count."""
    ignore_case = text == text.lower()
    return Glob(text, ignore_case, whole=False) if "*" in text else Contains(text, ignore_case)
