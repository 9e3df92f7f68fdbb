"""What a console call shows: its arguments as values, and as the text of one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from upl_tui.patterns import late
from upl_tui.shapes.arguments import Bare, decode_arguments

_DEEPEST = 32
_IDENTIFIER = late(r"[A-Za-z_$][\w$]*\Z")
_SPECIFIER = late(r"%[sdifoOcj%]")
_INTEGER = late(r"\s*([+-]?\d{1,300})")
_FLOAT = late(r"\s*([+-]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][+-]?\d{1,3})?)")

_PROPERTY = (
    r"(?:(?:background|border|font|margin|padding|text|box|line|letter|white|word|min|max)(?:-[a-z-]+)?"
    r"|color|display|width|height|opacity|position|top|left|right|bottom|transform|vertical-align|float|cursor"
    r"|-webkit-[a-z-]+)"
)
_FUNCTION = r"(?:rgba?|hsla?|url)\([^()]*\)"
_MORE = rf"(?:-?[\d.]+[\w%]*|#[0-9a-fA-F]+|{_FUNCTION}|!important|solid|dashed|bold|normal)"
_DECLARATION = rf"{_PROPERTY}\s?:\s?(?:{_FUNCTION}|[^\s;:]++)(?:[ ,]{{1,2}}{_MORE})*"
_LONGEST_NAME = 40
_CSS_RUN = late(rf"{_DECLARATION}(?:[;\s]+{_DECLARATION})*;?\s*")


def message_text(message: object, args: Sequence[object] | None = None) -> str:
    """Text of a row that has a message, or arguments, or both, in whatever state they were recorded.

    A message that still holds format specifiers is formatted with the arguments; a message that is ready
    stays, without the ``%c`` marks and CSS that recorders glue onto it.
    """
    if isinstance(message, list):
        return format_arguments(decode_arguments(message))
    if not isinstance(message, str) or not message:
        if args:
            return format_arguments(decode_arguments(args))
        return message if isinstance(message, str) else value_text(message)
    if "%" not in message:
        return message
    if args and message == args[0]:
        return format_arguments(decode_arguments(args))
    if args and _SPECIFIER.search(message) and not _has_specifier(args[0]):
        return format_arguments((message, *decode_arguments(args)))
    return without_css(message)


def format_arguments(args: Sequence[object]) -> str:
    """The line a console prints for decoded arguments (Console Standard, with Node's ``%j``)."""
    if len(args) < 2 or not isinstance(args[0], str):
        return " ".join(map(value_text, args))
    rest = list(reversed(args[1:]))

    def fill(match: re.Match[str]) -> str:
        letter = match[0][1]
        if letter == "%":
            return "%"
        return _CONVERT[letter](rest.pop()) if rest else match[0]

    formatted = _SPECIFIER.sub(fill, args[0])
    return " ".join([formatted, *map(value_text, reversed(rest))])


def value_text(value: object) -> str:
    """One argument as a console line shows it: a string as it is, objects as ``{a: 1, b: "x"}``."""
    return value if isinstance(value, str) else _inspect(value, _DEEPEST)


def without_css(text: str) -> str:
    """A ready-made text without its ``%c`` marks, and without as many runs of CSS behind the last mark."""
    marks = text.count("%c")
    if not marks:
        return text
    last = text.rindex("%c")
    head, tail = text[:last].replace("%c", ""), text[last + 2 :]
    kept: list[str] = []
    end = 0
    for start, stop in _css_runs(tail):
        if len(kept) == marks:
            break
        kept.append(tail[end:start])
        end = stop
    return (head + "".join(kept) + tail[end:]).rstrip()


def _css_runs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of CSS declarations; only words before a colon are looked at, as most text has none."""
    end = 0
    colon = text.find(":")
    while colon >= 0:
        start = max(end, text.rfind(" ", end, colon - 1) + 1)
        run = _CSS_RUN.match(text, start) if colon - start <= _LONGEST_NAME else None
        if run:
            yield run.span()
        end = run.end() if run else colon + 1
        colon = text.find(":", end)


def _inspect(value: object, depth: int) -> str:
    if isinstance(value, Bare):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (list, tuple)):
        if depth == 0:
            return f"Array({len(value)})"
        return f"[{', '.join([_inspect(item, depth - 1) for item in value])}]"
    if isinstance(value, Mapping):
        if depth == 0:
            return "Object"
        pairs = [f"{_key(name)}: {_inspect(item, depth - 1)}" for name, item in value.items()]
        return f"{{{', '.join(pairs)}}}"
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e21:
            return str(int(value))
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(value), str(value))
    return _long_number(value) if isinstance(value, int) else str(value)


def _long_number(value: int) -> str:
    try:
        return str(value)
    except ValueError:
        return hex(value)


def _key(name: object) -> str:
    text = str(name)
    return text if _IDENTIFIER.match(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_integer(value: object) -> str:
    match = _INTEGER.match(value_text(value))
    return str(int(match[1])) if match else "NaN"


def _as_float(value: object) -> str:
    match = _FLOAT.match(value_text(value))
    return _scalar(float(match[1])) if match else "NaN"


_CONVERT: dict[str, Callable[[object], str]] = {
    "s": value_text,
    "d": _as_integer,
    "i": _as_integer,
    "f": _as_float,
    "o": value_text,
    "O": value_text,
    "j": value_text,
    "c": lambda css: "",
}


def _has_specifier(value: object) -> bool:
    return isinstance(value, str) and _SPECIFIER.search(value) is not None
