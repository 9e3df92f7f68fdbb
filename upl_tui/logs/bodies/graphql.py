"""GraphQL requests: the operation laid out, its variables apart (GraphQL over HTTP)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from upl_tui.logs.bodies.part import Part
from upl_tui.logs.common import value_json
from upl_tui.redact import Masker

_OPERATION = re.compile(r"\s*(?:#[^\n]*\n\s*)*(?:(query|mutation|subscription|fragment)\b\s*(\w*)|\{)")
_TOKEN = re.compile(r'"""(?:[^"]|"(?!""))*+(?:""")?|"(?:[^"\\\n]|\\.)*+"?|#[^\n]*|[{}()]|[^\s{}()"#]+|\s+|"')
_DEEPEST = 64


def graphql_view(masked: str, masker: Masker) -> tuple[Part, ...] | None:
    """Operation, variables and whatever else a masked request has; None when it is no GraphQL."""
    try:
        value = json.loads(masked)
    except (ValueError, RecursionError):
        return None
    requests = value if isinstance(value, list) else [value]
    if not requests or not all(map(_is_request, requests)):
        return None
    return tuple(part for request in requests for part in _parts(request, masker))


def laid_out(query: str) -> str:
    """A query with a line a field; one that has lines already stays as it is."""
    if "\n" in query.strip():
        return query.strip()
    lines: list[str] = [""]
    depth = parentheses = 0
    for found in _TOKEN.finditer(query.strip()):
        token = found[0]
        parentheses = max(0, parentheses + (token == "(") - (token == ")"))
        if parentheses or token == ")":
            lines[-1] += " " if token.isspace() else token
        elif token == "{":
            depth = min(depth + 1, _DEEPEST)
            lines[-1] = f"{lines[-1].rstrip()} {{" if lines[-1].strip() else f"{lines[-1]}{{"
            lines.append("  " * depth)
        elif token == "}":
            depth = max(0, depth - 1)
            lines[-1:] = [*([lines[-1]] if lines[-1].strip() else []), "  " * depth + "}", "  " * depth]
        elif token.isspace():
            if lines[-1].strip() and not _goes_on(query.strip(), found.end(), lines[-1], depth):
                lines.append("  " * depth)
            elif lines[-1].strip():
                lines[-1] += " "
        else:
            lines[-1] += token
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _goes_on(query: str, position: int, line: str, depth: int) -> bool:
    """Whether what comes next belongs to the line: an alias' field, a directive, a type condition."""
    next_one = query[position : position + 1]
    last = line.split()[-1]
    return depth == 0 or next_one in ("{", "(", "@", ":", "}") or last in ("...", "on") or last.endswith(":")


def _is_request(value: Any) -> bool:
    query = value.get("query") if isinstance(value, dict) else None
    return isinstance(query, str) and _OPERATION.match(query) is not None


def _parts(request: dict[str, Any], masker: Masker) -> Iterator[Part]:
    query = masker.text(request["query"])
    operation = _OPERATION.match(query)
    kind = (operation and operation[1]) or "query"
    name = request.get("operationName") or (operation and operation[2]) or ""
    yield Part(f"GraphQL {kind} {name}".rstrip(), laid_out(query), "graphql")
    if variables := request.get("variables"):
        yield Part("variables", value_json(variables), "json")
    rest = {key: value for key, value in request.items() if key not in ("query", "variables")}
    if rest := {key: value for key, value in rest.items() if key != "operationName" or value != name}:
        yield Part("other members", value_json(rest), "json")
