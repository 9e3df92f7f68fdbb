"""JSON with the keys of its objects in order, so that two answers can be compared line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator

_LONGEST = 1_000_000
"""Characters of a text that is put in order."""
_DEEPEST = 64


class _Number(str):
    """A number as it is written: none of its digits may get lost."""


class _Pairs(list[tuple[str, object]]):
    """An object with all of its keys, repeated ones too."""


def ordered_json(text: str) -> str:
    """JSON with sorted keys, one value a line; a text that is none, very long or very deep stays as it is."""
    if len(text) > _LONGEST:
        return text
    try:
        value = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
        )
        return "\n".join(_lines(value, "", 0))
    except (ValueError, RecursionError):
        return text


def _lines(value: object, lead: str, depth: int) -> Iterator[str]:
    """Lines of a value; `lead` is the key in front of it. Raises `ValueError` when it is nested too deep."""
    if depth > _DEEPEST:
        raise ValueError("nested too deep")
    indent = "  " * depth
    if not isinstance(value, list) or not value:
        yield f"{indent}{lead}{_scalar(value)}"
        return
    is_object = isinstance(value, _Pairs)
    yield f"{indent}{lead}{'{' if is_object else '['}"
    if is_object:
        for key, inner in sorted(value, key=lambda pair: pair[0]):
            yield from _lines(inner, f"{_written(key)}: ", depth + 1)
    else:
        for inner in value:
            yield from _lines(inner, "", depth + 1)
    yield f"{indent}{'}' if is_object else ']'}"


def _scalar(value: object) -> str:
    if isinstance(value, _Number):
        return value
    if isinstance(value, list):
        return "{}" if isinstance(value, _Pairs) else "[]"
    return _written(value)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
