"""How a file was read, in words: the account of a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from upl_tui.clock import TimeBase, Unit
from upl_tui.formats.rows import Document
from upl_tui.log import Account
from upl_tui.model import Kind
from upl_tui.shapes.choose import Choice
from upl_tui.shapes.shape import Reading
from upl_tui.values import frozen

_DATED = {Unit.EPOCH_S, Unit.EPOCH_MS, Unit.EPOCH_US, Unit.EPOCH_NS, Unit.ISO, Unit.LOCALE}


@frozen
class Part:
    """One list of rows of a file: the family it was read as, and what came of it."""

    choice: Choice
    reading: Reading


def account_of(document: Document, kind: Kind, parts: Sequence[Part]) -> Account:
    """The account of a whole file. Elements are all rows of all its lists."""
    other: Counter[str] = Counter()
    for part in parts:
        other.update(part.reading.other)
    bases = [base for part in parts for base in part.reading.bases]
    notes = [*document.notes]
    for part in parts:
        notes.extend(part.reading.notes)
    notes.extend(base.note for base in bases if base.note)
    account = Account(
        shape=" + ".join(_unique(map(_title, parts))),
        framing=document.framing,
        elements=sum(map(len, document.collections)),
        understood=sum(part.reading.understood for part in parts),
        raw=sum(part.reading.raw for part in parts),
        other=dict(other),
        time_base="; ".join(_unique(map(_base_words, bases))),
        confidence=_confidence(parts, bases),
        approximate=any(base.approximate for base in bases),
        started_at_ms=min((base.origin_ms for base in bases if base.unit in _DATED), default=None),
    )
    account.notes = _unique([*notes, *_other_words(account, kind)])
    return account


def _title(part: Part) -> str:
    title, dialect = part.choice.shape.title, part.reading.dialect
    return f"{title} ({dialect})" if dialect else title


def _base_words(base: TimeBase) -> str:
    return f"{base.unit.value}, approximate" if base.approximate else base.unit.value


def _confidence(parts: Sequence[Part], bases: Sequence[TimeBase]) -> float:
    timed = (base.confidence for base in bases if base.unit is not Unit.NONE)
    return min((*(part.choice.share for part in parts), *timed), default=1.0)


def _other_words(account: Account, kind: Kind) -> list[str]:
    if not account.other:
        return []
    counts = account.other.items()
    held = " and ".join(f"{count:,} {name} row{'' if count == 1 else 's'}" for name, count in counts)
    if account.understood or account.raw:
        return [f"The file also holds {held}."]
    return [f"The file holds {held} and no {kind.value} row."]


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
