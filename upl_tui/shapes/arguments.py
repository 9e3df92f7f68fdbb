"""Arguments of console calls in the encodings that recorders use, as JSON-like values for a tree.

A value JSON has no word for becomes `Bare`: the console's own word for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson

_DEEPEST = 64
_CUT = "…"
_LONGEST_INDEX = 10
_REMOTE_TYPES = (
    "object function undefined string number boolean symbol bigint null array regexp date map set weakmap "
    "weakset generator error proxy promise typedarray arraybuffer nodelist htmlcollection node window"
)
_REMOTE_KEYS = (
    "type subtype className value unserializableValue description deepSerializedValue objectId preview "
    "customPreview handle internalId sharedId"
)
_REMOTE_TYPE_SET, _REMOTE_KEY_SET = frozenset(_REMOTE_TYPES.split()), frozenset(_REMOTE_KEYS.split())
_ERROR_END = "\nEnd of stack for Error object"


class Bare(str):
    """A value without a JSON word, as a console writes it: ``undefined``, ``12n``, ``Map(2)``."""

    __slots__ = ()


def decode_arguments(args: Sequence[object]) -> tuple[Any, ...]:
    """Arguments as values, in whatever encoding all of them share: remote objects, previews, JSON texts."""
    if args and all(map(_is_remote, args)):
        return tuple(map(remote_value, args))
    if args and all(map(_is_preview, args)):
        return tuple(map(_preview_value, args))
    if args and any(isinstance(arg, str) and arg.startswith('"') for arg in args):
        texts = decode_json_texts(args)
        if texts is not None:
            return texts
    return tuple(args)


def decode_json_texts(args: Sequence[object]) -> tuple[Any, ...] | None:
    """Arguments that are JSON texts (rrweb, PostHog) as values; None when one of them is no JSON text."""
    values = []
    for arg in args:
        if not isinstance(arg, str):
            return None
        try:
            value = orjson.loads(arg)
        except ValueError:
            return None
        values.append(value.removesuffix(_ERROR_END) if isinstance(value, str) else value)
    return tuple(values)


def remote_value(remote: object) -> Any:
    """Value of a DevTools ``RemoteObject`` or a BiDi ``RemoteValue``; what is neither stays as it is."""
    return _remote(remote, _DEEPEST)


def _is_remote(arg: object) -> bool:
    return (
        isinstance(arg, dict)
        and isinstance(kind := arg.get("type"), str)
        and kind in _REMOTE_TYPE_SET
        and arg.keys() <= _REMOTE_KEY_SET
    )


def _is_preview(arg: object) -> bool:
    return (
        isinstance(arg, dict) and isinstance(arg.get("preview"), str) and arg.keys() <= {"preview", "value"}
    )


def _preview_value(arg: Any) -> Any:
    return arg["value"] if "value" in arg else Bare(arg["preview"])


def _remote(remote: object, depth: int) -> Any:
    if not isinstance(remote, Mapping) or depth == 0:
        return remote
    kind = remote.get("type")
    if isinstance(bare := remote.get("unserializableValue"), str):
        return Bare(bare)
    if kind == "null" or remote.get("subtype") == "null":
        return None
    if kind == "undefined":
        return Bare("undefined")
    if "value" in remote and isinstance(kind, str):
        return _BY_TYPE.get(kind, _plain)(remote["value"], depth - 1)
    if isinstance(preview := remote.get("preview"), Mapping) and not _is_described(remote.get("subtype")):
        return _preview(preview, depth - 1)
    return Bare(_description(remote))


_DESCRIBED = {"error", "node", "date", "regexp"}


def _is_described(subtype: object) -> bool:
    return isinstance(subtype, str) and subtype in _DESCRIBED


def _description(remote: Mapping[str, Any]) -> str:
    words = (remote.get(key) for key in ("description", "className", "subtype", "type"))
    return next((word for word in words if isinstance(word, str) and word), "Object")


def _preview(preview: Mapping[str, Any], depth: int) -> Any:
    """What a DevTools preview tells: some properties, nested objects as a word unless they have a preview."""
    cut = {_CUT: Bare(_CUT)} if preview.get("overflow") else {}
    entries = preview.get("entries")
    if isinstance(entries, list):
        return _preview_entries(entries, cut, depth)
    properties = [item for item in _list(preview.get("properties")) if isinstance(item, Mapping)]
    if preview.get("subtype") in ("array", "typedarray"):
        return [*_elements(properties, depth), *cut.values()]
    if not properties and not cut and preview.get("description") not in (None, "Object"):
        return Bare(_description(preview))
    fields = {str(item.get("name", "")): _property(item, depth) for item in properties}
    return fields | cut


def _elements(properties: list[Mapping[str, Any]], depth: int) -> Iterator[Any]:
    """Elements of an array; the holes between them as the console writes them, so that places are told."""
    place = 0
    for item in properties:
        name = str(item.get("name", ""))
        if name.isdecimal() and (holes := int(name[:_LONGEST_INDEX]) - place) > 0:
            yield Bare("empty" if holes == 1 else f"empty × {holes}")
            place += holes
        yield _property(item, depth)
        place += 1


def _preview_entries(entries: list[Any], cut: dict[str, Bare], depth: int) -> Any:
    pairs = [entry for entry in entries if isinstance(entry, Mapping)]
    if not any("key" in entry for entry in pairs):
        return [_inner(entry.get("value"), depth) for entry in pairs] + [*cut.values()]
    fields = {_key(_inner(entry.get("key"), depth)): _inner(entry.get("value"), depth) for entry in pairs}
    return fields | cut


def _inner(preview: object, depth: int) -> Any:
    """A map's key or value: an ``ObjectPreview``, whose primitives are told by their description."""
    if not isinstance(preview, Mapping) or depth == 0:
        return Bare(_CUT)
    if preview.get("properties") or preview.get("entries"):
        return _preview(preview, depth - 1)
    return _primitive(preview.get("type"), preview.get("subtype"), _description(preview))


def _property(item: Mapping[str, Any], depth: int) -> Any:
    if isinstance(nested := item.get("valuePreview"), Mapping) and depth > 0:
        return _preview(nested, depth - 1)
    if item.get("type") == "accessor":
        return Bare("(...)")
    return _primitive(item.get("type"), item.get("subtype"), item.get("value"))


def _primitive(kind: object, subtype: object, text: object) -> Any:
    if not isinstance(text, str):
        return Bare(_CUT) if text is None else text
    if subtype == "null":
        return None
    if kind == "string":
        return text
    if kind in ("number", "boolean"):
        try:
            return json.loads(text, parse_constant=Bare)
        except ValueError:
            return Bare(text)
    return Bare(text)


def _plain(value: Any, depth: int) -> Any:
    return value


def _items(value: Any, depth: int) -> Any:
    return [_remote(item, depth) for item in value] if isinstance(value, list) else value


def _pairs(value: Any, depth: int) -> Any:
    """A BiDi mapping: a list of pairs. By-value objects of DevTools stay as they are."""
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        return value
    return {_key(_remote(name, depth)): _remote(item, depth) for name, item in value}


def _key(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _number(value: Any, depth: int) -> Any:
    return Bare(value) if isinstance(value, str) else value


def _bigint(value: Any, depth: int) -> Any:
    return Bare(f"{str(value).removesuffix('n')}n")


def _regexp(value: Any, depth: int) -> Any:
    if not isinstance(value, Mapping):
        return value
    return Bare(f"/{value.get('pattern', '')}/{value.get('flags') or ''}")


def _node(value: Any, depth: int) -> Any:
    name = value.get("localName") if isinstance(value, Mapping) else None
    return Bare(f"<{name}>") if isinstance(name, str) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_BY_TYPE: dict[str, Callable[[Any, int], Any]] = {
    "number": _number,
    "bigint": _bigint,
    "regexp": _regexp,
    "node": _node,
    "object": _pairs,
    "map": _pairs,
    "array": _items,
    "set": _items,
    "nodelist": _items,
    "htmlcollection": _items,
    "date": lambda value, depth: Bare(value) if isinstance(value, str) else value,
}
