"""What all recorders of actions share: the element, the word for the action, the mask over typed values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from upl_tui.entries import ActionEntry, Element, Severity
from upl_tui.patterns import late
from upl_tui.shapes.sentences import sentence

_WORDS = {
    "click": "click leftclick auxclick middleclick rageclick deadclick slowclickdetected multiclick clicked",
    "dblclick": "dblclick dbltap",
    "contextmenu": "contextmenu rightclick",
    "tap": "tap touch longpress longtap",
    "input": "input type typed typing fill textinput inputchange beforeinput",
    "change": "change select selectoption check uncheck setchecked toggle inputchanged",
    "key": "key press keydown keyup keypress keyboard keystroke shortcut hotkey",
    "submit": "submit formsubmit submitted",
    "focus": "focus focusin",
    "blur": "blur focusout",
    "scroll": "scroll wheel scrollend",
    "hover": "hover mouseover mouseenter mousemove pointermove",
    "drag": "drag drop dragstart dragend draganddrop",
    "clipboard": "copy paste cut clipboard",
    "navigation": "navigation navigate navigated goto pageview pageload pagechange urlchange urlchanged "
    "route routechange pushstate replacestate popstate hashchange load unload beforeunload pagehide pageshow "
    "reload refresh goback goforward back forward locationchange setpagelocation",
    "resize": "resize viewport viewportresize setviewport orientationchange",
    "visibility": "visibility visibilitychange visibilitychanged",
    "media": "media mediainteraction play pause seek seeked seeking volumechange ended",
    "custom": "custom customevent customstep track annotation",
    "other": "interaction useraction mousedown mouseup mouseout mouseleave pointerdown pointerup "
    "pointercancel touchstart touchend touchmove touchcancel selection selectionchange upload "
    "setinputfiles dialog",
}
_WORD_OF = {raw: word for word, raws in _WORDS.items() for raw in raws.split()}
_PREFIX = late(r"^(?:\$|ui|on|user|dom|page|browser)(?=.)")

_ALIASES = {
    "tag": ("tag", "tagname", "nodename", "localname"),
    "id": ("id", "elementid"),
    "classes": ("classes", "classname", "class", "classlist", "classnames"),
    "name": ("name", "fieldname", "field", "inputname"),
    "type": ("type", "inputtype"),
    "role": ("role", "ariarole"),
    "test_id": ("testid", "datatestid", "datatest", "dataqa", "datacy"),
    "text": ("text", "innertext", "textcontent", "targettext", "content"),
    "label": ("label", "arialabel", "accessiblename", "labeltext"),
    "placeholder": ("placeholder",),
    "href": ("href",),
}
_SELECTOR_ALIASES = ("selector", "cssselector", "css", "targetselector", "elementselector", "xpath", "path")
_HTML_ALIASES = ("outerhtml", "html")

_OPENING_TAG = late(r"\s*<\s*([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = late(r"([^\s=/\"'<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_COMPOUND = late(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+|\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?)*)")
_PIECE = late(
    r"#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<key>[\w-]+)[*^$~|]?=[\"']?(?P<value>[^\"'\]]*)[\"']?\]"
)
_STEP = late(r"(?:\[[^\]]*\]|[^\s>+~\[])+")
_XPATH = late(r"(?:xpath[/=])?\(*\.?/{1,2}[\w*@(]")
_TAG_NAMES = (
    "a abbr article aside audio body button canvas caption code dd details dialog div dl dt em fieldset "
    "figure footer form h1 h2 h3 h4 h5 h6 header html i iframe img input label legend li link main menu nav "
    "ol optgroup option p path picture pre progress section select small span strong summary svg table "
    "tbody td textarea tfoot th thead tr ul use video"
)
_TAGS = frozenset(_TAG_NAMES.split())
_CONTAINERS = {"form", "select", "body", "html", "main", "table", "ul", "ol", "nav", "section"}
_FIELDS = {"input", "textarea"}
_RECORDER_PREFIXES = ("aria", "text")
# Not all that Python calls white space: a lone carriage return or U+2028 in a label has to be seen.
_BLANKS = late(r"(?:\r\n|[ \t\n\f\xa0])+")
_LONGEST_LABEL = 80
_LONGEST_SELECTOR = 2_000
_LONGEST_MARKUP = 20_000

_MASKED = late(r"[*•●]+")


def action_word(raw: str) -> str:
    """Our word (see `ActionEntry.action`) for a recorder's word; empty when it names no action."""
    key = re.sub(r"[^a-z$]", "", raw.lower()).replace("double", "dbl")
    return _WORD_OF.get(key) or _WORD_OF.get(_PREFIX.sub("", key), "")


def element(value: object) -> tuple[Element | None, str]:
    """Element and selector from an object, a selector, a tag's name or a piece of HTML.

    An element that is only known by a text gets that text. (None, ``""``) when the value says nothing.
    """
    if isinstance(value, Mapping):
        return _from_object(value)
    if not isinstance(value, str) or not value.strip():
        return None, ""
    text = value.strip()
    prefix, slash, name = text.partition("/")
    if slash and prefix in _RECORDER_PREFIXES:
        return (Element(label=name) if prefix == "aria" else Element(text=name)), text
    if text.startswith("<"):
        return _from_html(text), ""
    if text.isupper() and text.lower() in _TAGS:
        return Element(tag=text.lower()), ""
    if _XPATH.match(text):
        return None, text
    found = _from_selector(text) if len(text) <= _LONGEST_SELECTOR else None
    return (found, text) if found is not None else (Element(text=text), "")


def describe(entry: ActionEntry) -> ActionEntry:
    """Fill label, text and severity, and take masked values out of the entry; the same object.

    What counts as masked: a value flagged so, one of asterisks or dots, one of which only the length is
    known, everything typed into a password field.
    """
    _mask(entry)
    entry.label = entry.label or _label(entry)
    entry.severity = Severity.INFO
    entry.text = sentence(entry)
    return entry


def _from_object(value: Mapping[str, Any]) -> tuple[Element | None, str]:
    given = {_key(key): item for key, item in value.items()}
    attributes = given.get("attributes")
    own = {_key(key): item for key, item in attributes.items()} if isinstance(attributes, Mapping) else {}
    fields = {name: _first(own, aliases) or _first(given, aliases) for name, aliases in _ALIASES.items()}
    selector = _first(given, _SELECTOR_ALIASES)
    markup = _first(given, _HTML_ALIASES)
    known = _from_html(markup) if markup else None
    if known is None and not any(fields.values()):
        known = element(selector)[0]
    known = known or Element()
    found = Element(
        tag=fields["tag"].lower() or known.tag,
        id=fields["id"] or known.id,
        classes=tuple(fields["classes"].split()) or known.classes,
        name=fields["name"] or known.name,
        type=fields["type"] or known.type,
        role=fields["role"] or known.role,
        test_id=fields["test_id"] or known.test_id,
        text=fields["text"] or known.text,
        label=fields["label"] or known.label,
        placeholder=fields["placeholder"] or known.placeholder,
        href=fields["href"] or known.href,
    )
    return (found if found != Element() else None), selector


def _from_html(text: str) -> Element | None:
    tag = _OPENING_TAG.match(text, 0, _LONGEST_MARKUP)
    if tag is None:
        return None
    from html import unescape

    found = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(tag[2])
    }
    inner = unescape(re.sub(r"<[^<>]*>", " ", text[tag.end() : _LONGEST_MARKUP]))
    return _from_object({"tag": tag[1], "text": " ".join(inner.split()), **found})[0]


def _from_selector(text: str) -> Element | None:
    step = None
    for part in _STEP.findall(text):
        step = _COMPOUND.fullmatch(part)
        if step is None or not _names_tag(step["tag"]):
            return None
    if step is None:
        return None
    found: dict[str, Any] = {"tag": (step["tag"] or "").replace("*", ""), "classes": []}
    for piece in _PIECE.finditer(step["rest"]):
        if piece["cls"]:
            found["classes"].append(piece["cls"])
        else:
            found["id" if piece["id"] else piece["key"]] = piece["id"] or piece["value"]
    return _from_object(found)[0] or Element()


def _names_tag(word: str | None) -> bool:
    return not word or word == "*" or "-" in word or word in _TAGS


def _key(name: object) -> str:
    return re.sub(r"[_\-\s]", "", str(name)).lower()


def _first(given: Mapping[str, Any], aliases: tuple[str, ...]) -> str:
    for alias in aliases:
        value = given.get(alias)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, list) and value:
            return " ".join(item for item in value if isinstance(item, str))
    return ""


def _mask(entry: ActionEntry) -> None:
    value, found = entry.value, entry.element
    is_password = found is not None and found.type.lower() == "password"
    hidden_by_recorder = value is not None and _MASKED.fullmatch(value) is not None
    only_length = value is None and entry.value_length is not None
    typed_secret = is_password and entry.action in ("input", "change", "key", "clipboard")
    if not (entry.value_masked or hidden_by_recorder or only_length or typed_secret):
        return
    entry.value_masked = True
    if value is not None and entry.value_length is None and not hidden_by_recorder:
        entry.value_length = len(value)
    entry.value = None
    if is_password and len(entry.key) == 1:
        entry.key = ""
    if found is not None and found.text and found.tag in _FIELDS:
        entry.element = replace(found, text="")


def _label(entry: ActionEntry) -> str:
    found = entry.element
    if found is None:
        return _short(entry.selector)
    own_text = "" if found.tag in _CONTAINERS | _FIELDS else found.text
    names = (found.label, own_text, found.placeholder, found.name, found.test_id, found.id)
    tail = _STEP.findall(entry.selector[-_LONGEST_SELECTOR:])[-1:]
    return next((_short(name) for name in (*names, *tail) if name.strip()), "")


def _short(text: str) -> str:
    line = _BLANKS.sub(" ", text[: _LONGEST_LABEL * 4]).strip(" ")
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"
