"""Playwright's own selectors as elements."""

from __future__ import annotations

import json
import re

from upl_tui.entries import Element
from upl_tui.shapes.elements import element

_ENGINE = re.compile(r"(?:internal:)?([a-z][\w-]*)=(.*)", re.DOTALL)
_ROLE = re.compile(r'([\w-]+)(?:.*?\[name=("(?:[^"\\]|\\.)*+"|[^\]]*+))?.*', re.DOTALL)
_ATTRIBUTE = re.compile(r'\[([\w-]+)=("(?:[^"\\]|\\.)*+"|[^\]]*+)[si]?\]')
_FILTERS = {"nth", "visible", "has", "has-text", "has-not", "has-not-text", "and", "or", "control", "chain"}
_LONGEST = 4_000


def element_of(selector: str) -> Element | None:
    """The element that the last step of a selector names; steps that only filter are passed over."""
    steps = selector.split(" >> ") if len(selector) <= _LONGEST else []
    for step in reversed(steps):
        engine = _ENGINE.fullmatch(step.strip())
        name = engine[1] if engine else ""
        if name not in _FILTERS:
            return _element(name, engine[2] if engine else step)
    return None


def _element(engine: str, body: str) -> Element | None:
    match engine:
        case "role" if role := _ROLE.fullmatch(body):
            return Element(role=role[1], label=_text(role[2] or ""))
        case "text":
            return Element(text=_text(body))
        case "label":
            return Element(label=_text(body))
        case "attr" | "testid" | "data-testid" | "data-test" | "data-test-id":
            attribute = _ATTRIBUTE.fullmatch(body)
            return _by_attribute(attribute[1], _text(attribute[2])) if attribute else Element(test_id=body)
        case "id":
            return Element(id=body)
    return element(body)[0]


def _by_attribute(name: str, value: str) -> Element:
    match name:
        case "placeholder":
            return Element(placeholder=value)
        case "title" | "alt" | "aria-label":
            return Element(label=value)
    return Element(test_id=value)


def _text(body: str) -> str:
    """The text of ``"Save"i`` (any case), ``"Save"s`` (exactly) or ``Save``."""
    quoted = body.rstrip("si") if body.startswith('"') else body
    try:
        value = json.loads(quoted, strict=False)
    except ValueError:
        return body
    return value if isinstance(value, str) else body
