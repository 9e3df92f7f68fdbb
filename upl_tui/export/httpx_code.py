"""Requests as Python for the httpx library."""

from __future__ import annotations

from upl_tui.export.picked import Copied, Picked
from upl_tui.export.sent import Sent
from upl_tui.export.snippets import pasteable, snippets
from upl_tui.redact import Masker


def httpx_code(picked: Picked, masker: Masker) -> Copied:
    """A script that sends the requests one after the other and prints each answer."""
    made = snippets(picked, masker, _call, comment="# ")
    if not made.text:
        return made
    imports = "from pathlib import Path\n\nimport httpx\n\n" if made.files else "import httpx\n\n"
    return Copied(imports + made.text, made.files, made.notes)


def _call(request: Sent, body_path: str) -> str:
    arguments = [_literal(request.method), _literal(request.url)]
    pairs = [
        f"        ({_literal(name)}, {_header_value(value)}),\n"
        for name, value in request.headers
        if name.lower() != "accept-encoding"  # httpx asks for the packings that it can unpack
    ]
    if pairs:
        arguments.append(f"headers=[\n{''.join(pairs)}    ]")
    if body_path:
        arguments.append(f"content=Path({_literal(body_path)}).read_bytes()")
    elif request.body is not None:
        arguments.append(f"content={_literal(pasteable(request.body) or '')}.encode()")
    inner = "".join(f"    {argument},\n" for argument in arguments)
    return f"response = httpx.request(\n{inner})\nprint(response.status_code, response.text)\n"


def _header_value(value: str) -> str:
    return _literal(value) if value.isascii() else f"{_literal(value)}.encode()"


def _literal(text: str) -> str:
    """A Python literal; `repr` writes what cannot be printed as escapes."""
    return repr(text)
