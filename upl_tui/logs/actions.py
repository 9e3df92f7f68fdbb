"""The action log: what the user did, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from upl_tui.entries import ActionEntry, Element, Entry, RawEntry
from upl_tui.log import Log
from upl_tui.logs.action_words import page_of, path_of, secrets_of, sentence_of, value_of
from upl_tui.logs.common import (
    NOTE_TAGS,
    base_json,
    cell_text,
    common_fields,
    common_flags,
    facts,
    is_field,
    only,
    overview,
    raw_cell,
    raw_sections,
)
from upl_tui.logs.spec import Cell, Column, LogSpec, Section
from upl_tui.logs.viewport import drawing
from upl_tui.model import Kind
from upl_tui.query.fields import Field, FieldType
from upl_tui.redact import MASK, Masker

_ACTIONS = (
    *(
        "click",
        "dblclick",
        "contextmenu",
        "tap",
        "input",
        "change",
        "key",
        "submit",
        "focus",
        "blur",
        "scroll",
    ),
    *("hover", "drag", "clipboard", "navigation", "nav", "resize", "visibility", "media", "custom", "other"),
)
_FLAG_WORDS = {"rage_click": "rage", "dead_click": "dead", "slow_click": "slow"}


def _sentence_cell(entry: Entry, masker: Masker) -> Cell:
    if not isinstance(entry, ActionEntry):
        return raw_cell(entry.text, masker)
    style = "warn" if entry.flags else "accent" if entry.action == "navigation" else ""
    return Cell(cell_text(sentence_of(entry, masker), masker), style)


def _page_cell(entry: Entry, masker: Masker) -> Cell:
    if isinstance(entry, RawEntry):
        return Cell("raw", "muted")
    return Cell(_page_path(entry, masker), "muted")


def _page_path(entry: Entry, masker: Masker) -> str:
    return path_of(page_of(entry), masker) if isinstance(entry, ActionEntry) else ""


def _action_words(entry: ActionEntry) -> set[str]:
    return {entry.action, "nav"} if entry.action == "navigation" else {entry.action}


def _types(entry: Entry) -> tuple[str, ...]:
    return ("nav",) if isinstance(entry, ActionEntry) and entry.action == "navigation" else ()


def _flags(entry: Entry) -> set[str]:
    flags = common_flags(entry)
    if isinstance(entry, ActionEntry):
        flags.update(_FLAG_WORDS[flag] for flag in entry.flags if flag in _FLAG_WORDS)
        flags.update(["masked"] if entry.value_masked else [])
    return flags


def _has(entry: ActionEntry) -> set[str]:
    holds = {
        "value": entry.value is not None or entry.value_masked,
        "position": entry.x is not None and entry.y is not None,
        "selector": bool(entry.selector),
        "page": bool(page_of(entry)),
    }
    return {thing for thing, true in holds.items() if true}


def _target(entry: ActionEntry) -> str | None:
    element = entry.element or Element()
    known = (entry.label, element.text, element.label, element.name, element.id, element.test_id, element.tag)
    return "\n".join(dict.fromkeys(filter(None, known))) or None


def _selectors(entry: ActionEntry) -> str | None:
    return "\n".join(dict.fromkeys(filter(None, (entry.selector, *entry.selectors)))) or None


def _pages(entry: ActionEntry) -> str | None:
    return "\n".join(dict.fromkeys(filter(None, (entry.url, entry.from_url, entry.to_url)))) or None


FIELDS = (
    *common_fields(Kind.ACTION, _types),
    Field("action", FieldType.FLAGS, only(ActionEntry, _action_words), "what was done", values=_ACTIONS),
    Field("selector", FieldType.TEXT, only(ActionEntry, _selectors), "selector of the element"),
    Field("target", FieldType.TEXT, only(ActionEntry, _target), "label, text, name or id of the element"),
    Field("value", FieldType.TEXT, only(ActionEntry, lambda entry: entry.value), "what was typed or chosen"),
    Field("key", FieldType.WORD, only(ActionEntry, lambda entry: entry.key or None), "key that was pressed"),
    Field("page", FieldType.TEXT, only(ActionEntry, _pages), "URL of the page, before or after", ("url",)),
    is_field(_flags, *_FLAG_WORDS.values(), "masked", tags=("rage", "dead", "before-error")),
    Field(
        "has",
        FieldType.FLAGS,
        only(ActionEntry, _has),
        "what was recorded with it",
        values=("value", "position", "selector", "page"),
        tags=NOTE_TAGS,
    ),
)


def sections(entry: Entry, source: bytes, masker: Masker) -> Iterator[Section]:
    """Overview, viewport, element, page, other fields, raw."""
    secrets: Sequence[str] = ()
    if isinstance(entry, ActionEntry):
        viewport = Section("viewport", "Viewport", drawing(entry))
        parts = (_overview(entry, masker), viewport, _element(entry, masker), _page_section(entry, masker))
        yield from (section for section in parts if section.text)
        secrets = secrets_of(entry, masker)
    yield from raw_sections(entry, source, masker, secrets)


def _overview(entry: ActionEntry, masker: Masker) -> Section:
    secrets = secrets_of(entry, masker)
    length = f" ({entry.value_length} characters)" if entry.value_length is not None else ""
    value = value_of(entry, masker)
    lines = (
        ("Action", masker.text(sentence_of(entry, masker))),
        (
            "Kind",
            entry.action
            if entry.action_raw in ("", entry.action)
            else f"{entry.action} ({entry.action_raw})",
        ),
        ("Value", "" if value is None else f"{value}{length}"),
        ("Checked", entry.checked),
        ("Key", MASK if entry.key in secrets else "+".join(filter(None, (*entry.modifiers, entry.key)))),
        ("Button", entry.button),
        ("Position", _position(entry)),
        ("Viewport", "{:g} x {:g}".format(*entry.viewport) if entry.viewport else ""),
        ("Flags", ", ".join(flag.replace("_", " ") for flag in entry.flags)),
    )
    return overview(lines, entry)


def _position(entry: ActionEntry) -> str:
    if entry.x is None or entry.y is None:
        return ""
    space = f" ({entry.coord_space})" if entry.coord_space else ""
    return f"{entry.x:g}, {entry.y:g}{space}"


def _element(entry: ActionEntry, masker: Masker) -> Section:
    element = entry.element or Element()
    lines = (
        ("Label", masker.text(entry.label)),
        ("Tag", element.tag),
        ("Id", element.id),
        ("Classes", " ".join(element.classes)),
        ("Name", element.name),
        ("Type", element.type),
        ("Role", element.role),
        ("Test id", element.test_id),
        ("Text", masker.text(element.text)),
        ("Accessible label", masker.text(element.label)),
        ("Placeholder", element.placeholder),
        ("Link", masker.url(element.href)),
        ("Selector", masker.text(entry.selector)),
        ("Other selectors", masker.text("  ".join(s for s in entry.selectors if s != entry.selector))),
    )
    return Section("element", "Element", facts(lines), "headers")


def _page_section(entry: ActionEntry, masker: Masker) -> Section:
    lines = (
        ("Page", masker.url(entry.url)),
        ("From", masker.url(entry.from_url)),
        ("To", masker.url(entry.to_url)),
        ("Title", masker.text(entry.title)),
        ("Navigation", entry.navigation_type),
    )
    return Section("page", "Page", facts(lines), "headers")


def to_json(log: Log, row: int, masker: Masker) -> dict[str, Any]:
    """An entry of the JSON output."""
    entry = log.entry(row)
    shown = base_json(log, row, masker)
    if isinstance(entry, ActionEntry):
        shown |= {
            "text": masker.text(sentence_of(entry, masker)),
            "action": entry.action,
            "label": masker.text(entry.label),
            "value": value_of(entry, masker),
        }
    return shown


ACTIONS = LogSpec(
    kind=Kind.ACTION,
    title="Actions",
    nouns=("action", "actions"),
    columns=(
        Column("sentence", "Action", _sentence_cell),
        Column("page", "Page", _page_cell, width=28, from_width=100),
    ),
    fields=FIELDS,
    sections=sections,
    facets=("action", "target", "selector", "page"),
    to_json=to_json,
    section_of=_page_path,
    told_tags=("rage", "dead"),
)
