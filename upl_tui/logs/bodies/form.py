"""Form bodies and query strings: decoded names and values."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote_plus

from upl_tui.logs.bodies.part import Part
from upl_tui.logs.pretty import pretty_json
from upl_tui.redact import Masker

_JSON_STARTS = ("%7B", "%5B")


def form_view(masked: str, masker: Masker) -> Part | None:
    """``name = value`` lines of a masked form, JSON in values laid out; None when it has no pair."""
    pairs = list(pairs_of(masked))
    if not pairs:
        return None
    lines = (_line(name, masker.named(name, value), masker) for name, value in pairs)
    return Part(f"form · {len(pairs)}", "\n".join(lines), "form")


def encoded_json_view(text: str, masker: Masker) -> Part | None:
    """URL-encoded JSON, decoded and laid out; None when it is none."""
    if text.strip()[:3].upper() not in _JSON_STARTS:
        return None
    decoded = masker.body(unquote_plus(text.strip(), errors="backslashreplace"), "application/json")
    return Part("URL-encoded JSON", pretty_json(decoded), "json")


def pairs_of(encoded: str) -> list[tuple[str, str]]:
    """Decoded names and values, in order; bytes that are no UTF-8 are escapes."""
    return parse_qsl(encoded, keep_blank_values=True, errors="backslashreplace")


def _line(name: str, value: str, masker: Masker) -> str:
    if value.lstrip()[:1] in ("{", "["):
        value = pretty_json(masker.body(value, "application/json"))
    return f"{name} = {value}"
