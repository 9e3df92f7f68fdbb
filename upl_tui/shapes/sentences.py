"""The plain sentence about an action, such as ``clicked "Place order" (button)``."""

from __future__ import annotations

from urllib.parse import urlsplit

from upl_tui.entries import ActionEntry

_VERBS = {
    "click": "clicked",
    "dblclick": "double-clicked",
    "contextmenu": "right-clicked",
    "tap": "tapped",
    "focus": "focused",
    "blur": "left",
    "hover": "hovered over",
    "drag": "dragged",
}
_CLIPBOARD = {"copy": "copied from", "cut": "cut from", "paste": "pasted into"}


def sentence(entry: ActionEntry) -> str:
    """What happened in plain words, from an entry whose label is set and whose secrets are out."""
    return _SENTENCES.get(entry.action, _sentence_other)(entry)


def _tag(entry: ActionEntry) -> str:
    return "" if entry.element is None else entry.element.tag or entry.element.role


def _named(entry: ActionEntry, *, quoted: bool = True) -> str:
    tag = _tag(entry)
    if not entry.label:
        return tag
    label = f'"{entry.label}"' if quoted else entry.label
    return f"{label} ({tag})" if tag else label


def _sentence_pointer(entry: ActionEntry) -> str:
    place = f"at {_point(entry)}" if entry.x is not None and entry.y is not None else ""
    return f"{_VERBS[entry.action]} {_named(entry) or place}".rstrip()


def _sentence_input(entry: ActionEntry) -> str:
    choice = _choice(entry)
    if choice:
        return choice
    where = f" into {entry.label or _tag(entry)}" if entry.label or _tag(entry) else ""
    if entry.value_masked:
        return f"typed {_masked_value(entry)}{where}"
    if entry.value is None:
        return f"typed{where}"
    return f'typed "{entry.value}"' + (f" into {_named(entry, quoted=False)}" if where else "")


def _sentence_change(entry: ActionEntry) -> str:
    choice = _choice(entry)
    if choice:
        return choice
    value = f'"{entry.value}"' if entry.value is not None else ""
    value = _masked_value(entry) if entry.value_masked else value
    what = entry.label or _tag(entry) or "a field"
    return f"changed {what}" + (f" to {value}" if value else "")


def _choice(entry: ActionEntry) -> str:
    if entry.checked is not None:
        return f"{'checked' if entry.checked else 'unchecked'} {entry.label or _tag(entry)}".rstrip()
    if _tag(entry) == "select" and entry.value is not None and not entry.value_masked:
        return f"chose {entry.value}" + (f" in {entry.label}" if entry.label else "")
    return ""


def _masked_value(entry: ActionEntry) -> str:
    length = entry.value_length
    if length is None:
        return "a masked value"
    return f"{length} character{'' if length == 1 else 's'} (masked)"


def _sentence_scroll(entry: ActionEntry) -> str:
    what = f" {_named(entry)}" if _named(entry) else ""
    return f"scrolled{what}" + (f" to {_point(entry)}" if entry.x is not None or entry.y is not None else "")


def _sentence_key(entry: ActionEntry) -> str:
    keys = "+".join((*map(str.capitalize, entry.modifiers), entry.key)) if entry.key else ""
    if entry.value_masked and not keys:
        keys = "a key"
    if not keys:
        return f"pressed {_named(entry) or 'a key'}"
    return f"pressed {keys}" + (f" in {entry.label or _tag(entry)}" if entry.label or _tag(entry) else "")


def _sentence_submit(entry: ActionEntry) -> str:
    return f"submitted {entry.label or _tag(entry) or 'a form'}"


def _sentence_clipboard(entry: ActionEntry) -> str:
    verb = next((text for word, text in _CLIPBOARD.items() if word in entry.action_raw.lower()), "")
    where = _named(entry)
    return (
        f"{verb} {where}"
        if verb and where
        else (verb.split()[0] if verb else f"used the clipboard {where}".rstrip())
    )


def _sentence_navigation(entry: ActionEntry) -> str:
    goal = _path(entry.to_url or entry.url, entry.from_url) or entry.title or "another page"
    raw = entry.action_raw.lower()
    match entry.navigation_type:
        case "reload":
            return f"reloaded {goal}"
        case "pop" | "back_forward":
            return f"went {'forward' if 'forward' in raw else 'back'} to {goal}"
        case "push":
            return f"went to {goal} (pushState)"
        case "replace":
            return f"went to {goal} (replaceState)"
        case "hash":
            return f"went to {goal} (hash)"
    return f"left {goal}" if "unload" in raw or raw == "pagehide" else f"went to {goal}"


def _path(url: str, from_url: str) -> str:
    try:
        parts, start = urlsplit(url), urlsplit(from_url)
    except ValueError:
        return url
    if not parts.netloc or (parts.scheme, parts.netloc) != (start.scheme, start.netloc):
        return url
    return parts._replace(scheme="", netloc="").geturl() or "/"


def _sentence_resize(entry: ActionEntry) -> str:
    width, height = entry.viewport or (None, None)
    return "resized the window" if width is None or height is None else f"resized to {width:g} x {height:g}"


def _sentence_other(entry: ActionEntry) -> str:
    what = _named(entry) or (f'"{entry.title}"' if entry.title else "")
    word = entry.action_raw.strip() or entry.action or "did something"
    value = f": {entry.value}" if entry.value and not entry.value_masked else ""
    return f"{word} {what}".rstrip() + value


def _point(entry: ActionEntry) -> str:
    return f"{entry.x or 0:.10g}, {entry.y or 0:.10g}"


_SENTENCES = {
    **dict.fromkeys(_VERBS, _sentence_pointer),
    "input": _sentence_input,
    "change": _sentence_change,
    "scroll": _sentence_scroll,
    "key": _sentence_key,
    "submit": _sentence_submit,
    "clipboard": _sentence_clipboard,
    "navigation": _sentence_navigation,
    "resize": _sentence_resize,
}
