"""The user's actions as numbered steps to do again: noise left out, repetitions counted, secrets masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from upl_tui.entries import ActionEntry, Element
from upl_tui.log import Log
from upl_tui.logs.action_words import page_of, path_of, secrets_of, value_of
from upl_tui.redact import MASK, Masker
from upl_tui.safe_text import visible

_NOISE = frozenset({"focus", "blur", "hover", "visibility", "media", "resize"})
_TYPING = frozenset({"input", "change"})
_POINTING = {
    "click": "Click",
    "tap": "Tap",
    "dblclick": "Double-click",
    "contextmenu": "Right-click",
    "drag": "Drag",
}
_BY_THE_CLICK = frozenset({"submit"})
"""What a click does by itself."""
_SOON_MS = 50.0
_TYPED_INTO = frozenset({"input", "textarea"})
_NOT_TYPED_INTO = frozenset({"button", "submit", "reset", "checkbox", "radio", "image", "file", "range"})


@dataclass(slots=True)
class _Step:
    """One step: what is told of it, and the target that the next action may go on with."""

    words: str
    action: str
    target: object = None
    at: float | None = None
    entry: ActionEntry = field(repr=False, kw_only=True)


def steps(log: Log, rows: Sequence[int], masker: Masker) -> str:
    """Rows of an action log as numbered Markdown: ``1. Open /checkout``. Empty when no row is worth a step.

    Scrolls, pointer moves and window events are left out, what is typed into one field is told once with its
    last value, and the same click several times is one step with a count. The same rows give the same text.
    """
    entries = [entry for row in rows if isinstance(entry := log.entry(row), ActionEntry)]
    told = [step.words for step in _merged(_worth(entries), masker)]
    counted = ((words, len(list(run))) for words, run in groupby(told))
    lines = (f"{words} ({count} times)" if count > 1 else words for words, count in counted)
    return "".join(f"{number}. {_markdown(line)}\n" for number, line in enumerate(lines, 1))


def _worth(entries: Sequence[ActionEntry]) -> Iterator[ActionEntry]:
    return (entry for entry in entries if entry.action not in _NOISE and entry.action != "scroll")


def _merged(entries: Iterator[ActionEntry], masker: Masker) -> list[_Step]:
    """Steps, those left out that another one already tells."""
    found: list[_Step] = []
    for entry in entries:
        last = found[-1] if found else None
        step = _Step(_words(entry, masker), entry.action, _target(entry), entry.at_ms, entry=entry)
        if last is None:
            found.append(step)
        elif _goes_on(last, step):
            found[-1] = step
        elif not _is_told(found, step):
            found.append(step)
    return found


def _goes_on(last: _Step, step: _Step) -> bool:
    """Whether typing goes on where it was, or a click only went into the field that is typed into now."""
    if step.action not in _TYPING or step.target != last.target or not step.target:
        return False
    is_tick = step.entry.checked is not None
    return last.action in _TYPING or (last.action == "click" and (is_tick or _takes_text(last.entry)))


def _is_told(found: Sequence[_Step], step: _Step) -> bool:
    """Whether a step only repeats what the ones before it did: typing seen again, a click's own doing."""
    last = found[-1]
    if step.action in _TYPING:
        return any(step.words == other.words for other in found[-4:] if other.action in _TYPING)
    if last.action not in _POINTING or step.at is None or last.at is None:
        return False
    soon = step.at - last.at <= _SOON_MS
    return soon and (step.action in _BY_THE_CLICK or (step.action == "key" and step.entry.key == "Tab"))


def _takes_text(entry: ActionEntry) -> bool:
    element = entry.element or Element()
    return element.tag.lower() in _TYPED_INTO and element.type.lower() not in _NOT_TYPED_INTO


def _target(entry: ActionEntry) -> object:
    return entry.selector or entry.label or (entry.element and (entry.element.id or entry.element.name))


def _words(entry: ActionEntry, masker: Masker) -> str:
    if entry.action in _POINTING:
        return f"{_POINTING[entry.action]} {_named(entry, masker)}"
    if entry.action in _TYPING:
        return _typing(entry, masker)
    if entry.action == "navigation":
        return _going(entry, masker)
    if entry.action == "key":
        key = MASK if entry.key in secrets_of(entry, masker) else entry.key
        where = f" in {_named(entry, masker)}" if entry.label or entry.element else ""
        return f"Press {'+'.join((*entry.modifiers, key or 'a key'))}{where}"
    if entry.action == "submit":
        return f"Submit {_named(entry, masker, 'the form')}"
    what = (entry.action_raw or entry.action or "do something").capitalize()
    return f"{masker.text(what)} {_named(entry, masker)}"


def _typing(entry: ActionEntry, masker: Masker) -> str:
    field_name = _named(entry, masker, "the field")
    if entry.checked is not None:
        return f"{'Check' if entry.checked else 'Uncheck'} {field_name}"
    value = value_of(entry, masker)
    if value is None:
        return f"Type into {field_name}"
    shown = f"{value} (masked)" if value == MASK else f'"{value}"'
    is_choice = (entry.element or Element()).tag.lower() == "select"
    return f"Choose {shown} in {field_name}" if is_choice else f"Type {shown} into {field_name}"


def _going(entry: ActionEntry, masker: Masker) -> str:
    page = path_of(page_of(entry), masker) or masker.text(entry.title) or "another page"
    match entry.navigation_type:
        case "reload":
            return f"Reload {page}"
        case "pop" | "back_forward":
            return f"Go back or forward to {page}"
        case "push" | "replace" | "hash":
            return f"(the page shows {page})"
    return f"Open {page}"


def _named(entry: ActionEntry, masker: Masker, otherwise: str = "") -> str:
    element = entry.element or Element()
    kind = element.role or element.tag
    if entry.label:
        name = masker.text(entry.label)
        is_field = kind.lower() in ("input", "textarea", "select", "textbox")
        return name if is_field or not kind else f"{name} ({'link' if kind == 'a' else kind})"
    if kind and (element.id or element.name or entry.selector):
        return f"{kind} {masker.text(element.name or element.id or entry.selector)}"
    if entry.x is not None and entry.y is not None and not otherwise:
        return f"at {entry.x:.0f}, {entry.y:.0f}"
    return kind or otherwise or "the page"


def _markdown(text: str) -> str:
    """Recorded text on one line, made safe, without what Markdown would read as its own."""
    line = visible(" ".join(text.split()))
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>|#~$" else char for char in line)
