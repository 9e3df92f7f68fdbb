"""Requests as JavaScript that a browser's console and Node run."""

from __future__ import annotations

import json
import re
from base64 import b64encode

from upl_tui.export.picked import Copied, Picked
from upl_tui.export.sent import Sent
from upl_tui.export.snippets import snippets
from upl_tui.redact import MASK, Masker

_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_REFUSED = frozenset({"CONNECT", "TRACE", "TRACK"})
_USERINFO = re.compile(r"(?<=//)[^/?#@]*@")


def fetch(picked: Picked, masker: Masker) -> Copied:
    """One call a request. What `fetch` cannot do is said in a comment and left out."""
    return snippets(picked, masker, _call, comment="// ", by_file=False)


def _call(request: Sent, body_path: str) -> str:
    if request.method in _REFUSED:
        return f"// fetch cannot send {request.method}\n"
    options = [] if request.method == "GET" else [f'method: "{request.method}"']
    lines = [
        f"    [{json.dumps(name)}, {_header_value(value)}]"
        for name, value in request.headers
        if name.lower() != "accept-encoding"  # fetch asks for the packings that it can unpack
    ]
    if lines:
        options.append("headers: [\n" + ",\n".join(lines) + ",\n  ]")
    remark = ""
    if request.has_header("cookie"):
        options.append('credentials: "include"')
        remark = "// a browser sends its own cookies, Node these\n"
    if request.body is not None and request.method in _WITHOUT_BODY:
        remark += f"// fetch cannot send a body with {request.method}: it is left out\n"
    elif request.body is not None:
        options.append(f"body: {_body(request)}")
    inner = "".join(f"  {option},\n" for option in options)
    url = json.dumps(_USERINFO.sub("", request.url))
    return f"{remark}fetch({url}, {{\n{inner}}});\n" if inner else f"{remark}fetch({url});\n"


def _header_value(value: str) -> str:
    """JavaScript's headers are strings of bytes: what is sent is the UTF-8 of the value."""
    return json.dumps(value.replace(MASK[0], "*").encode().decode("latin-1"))


def _body(request: Sent) -> str:
    body = request.body or b""
    try:
        text = json.dumps(body.decode())
    except UnicodeDecodeError:
        encoded = b64encode(body).decode()
        return f'Uint8Array.from(atob("{encoded}"), (character) => character.charCodeAt(0))'
    # A string without a type would be sent as text/plain.
    return text if request.has_header("content-type") else f"new TextEncoder().encode({text})"
