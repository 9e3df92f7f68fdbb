"""Minified JavaScript and CSS broken into lines: only white space changes, never inside of a string."""

from __future__ import annotations

import re

_LITERAL = r"\"(?:[^\"\\\n]++|\\.)*+\"?|'(?:[^'\\\n]++|\\.)*+'?|`(?:[^`\\]++|\\.)*+`?|/\*.*?(?:\*/|\Z)"
_REST = r"\n|[{}();]|[^\"'`/{}();\n]++|."
_REGEX = (
    r"(?:(?<=[=(,:;!&|?{}\[])|(?<=return))/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.){0,100}+\]){1,300}+/"
)
_COMMENT = r"(?:(?<=\s)|(?<=[;{}]))//[^\n]*+"
_TOKENS = {
    "javascript": re.compile(rf"{_LITERAL}|{_COMMENT}|{_REGEX}|{_REST}", re.DOTALL),
    "css": re.compile(rf"{_LITERAL}|{_REST}", re.DOTALL),
}
_DEEPEST = 64
_LONG_LINE = 500
_STAYS_BEHIND_BRACE = ("", *"),;.]")


def laid_out(text: str, language: str) -> str:
    """Code of ``javascript`` or ``css`` with a line a statement; code that has short lines stays."""
    if max(map(len, text.split("\n"))) < _LONG_LINE:
        return text
    lines: list[str] = []
    line: list[str] = []
    depth = parentheses = 0

    def end_line() -> None:
        if code := "".join(line).strip():
            lines.append("  " * min(indent, _DEEPEST) + code)
        line.clear()

    indent = 0
    for found in _TOKENS[language].finditer(text):
        token = found[0]
        if token == "}":
            end_line()
            depth = max(0, depth - 1)
        if not line:
            indent = depth
        line.append(token)
        parentheses = 0 if token in "{}" else max(0, parentheses + (token == "(") - (token == ")"))
        depth += token == "{"
        stays = token == "}" and text[found.end() : found.end() + 1] in _STAYS_BEHIND_BRACE
        if not stays and (token in "\n{}" or (token == ";" and not parentheses)):
            end_line()
    end_line()
    return "\n".join(lines)
