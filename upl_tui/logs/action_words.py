"""What an action says of its page and of what was typed, with secrets out."""

from __future__ import annotations

import re

from upl_tui.entries import ActionEntry, Element
from upl_tui.logs.urls import Url
from upl_tui.redact import MASK, Masker


def page_of(entry: ActionEntry) -> str:
    """URL of the page that an action leads to, else of the one that it happened on."""
    return entry.to_url or entry.url


def path_of(url: str, masker: Masker) -> str:
    """Path and what follows it of a page's URL; empty without a URL."""
    return Url.of(masker.url(url)).target if url else ""


def secrets_of(entry: ActionEntry, masker: Masker) -> tuple[str, ...]:
    """What was typed, when a name or the type of the element says that it is secret."""
    element = entry.element or Element()
    names = (element.type, element.name, element.id, element.test_id, element.placeholder, entry.label)
    typed = filter(None, (entry.value, entry.key if len(entry.key) == 1 else ""))
    return tuple(text for text in typed if any(masker.named(name, text) != text for name in names if name))


def sentence_of(entry: ActionEntry, masker: Masker) -> str:
    """The plain sentence without what was typed in secret."""
    text = entry.text
    for secret in secrets_of(entry, masker):
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", MASK, text, flags=re.IGNORECASE)
    return text


def value_of(entry: ActionEntry, masker: Masker) -> str | None:
    """What was typed or chosen; the mask when the recorder or a rule says that it is secret."""
    if entry.value is None:
        return MASK if entry.value_masked else None
    if entry.value_masked or entry.value in secrets_of(entry, masker):
        return MASK
    return masker.text(entry.value)
