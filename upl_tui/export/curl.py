"""Requests as curl commands for POSIX shells."""

from __future__ import annotations

import re
from shlex import quote

from upl_tui.export.picked import Copied, Picked
from upl_tui.export.sent import Sent
from upl_tui.export.snippets import pasteable, snippets
from upl_tui.redact import Masker

_PACKED = re.compile(r"\b(?:gzip|deflate|br|zstd)\b", re.IGNORECASE)
_GLOBBED = frozenset("[]{}")
_DOTS = re.compile(r"/\.{1,2}(?:[/?]|\Z)|%2e", re.IGNORECASE)


def curl(picked: Picked, masker: Masker) -> Copied:
    """One command a request; its headers in their order, HTTP's version left to curl."""
    return snippets(picked, masker, _command, comment="# ")


def _command(request: Sent, body_path: str) -> str:
    arguments = [" ".join(("curl", *_switches(request), quote(request.url)))]
    arguments += [f"-H {quote(header)}" for header in _headers(request)]
    if body_path:
        arguments.append(f"--data-binary {quote(f'@{body_path}')}")
    elif request.body is not None:
        arguments.append(f"--data-raw {quote(pasteable(request.body) or '')}")
    return " \\\n  ".join(arguments) + "\n"


def _switches(request: Sent) -> list[str]:
    has_body = request.body is not None
    switches = []
    if request.method == "HEAD" and not has_body:
        switches.append("--head")
    elif request.method != ("POST" if has_body else "GET"):
        switches.append(f"-X {quote(request.method)}")
    if any(name.lower() == "accept-encoding" and _PACKED.search(value) for name, value in request.headers):
        switches.append("--compressed")
    if _DOTS.search(request.url):
        switches.append("--path-as-is")
    if not _GLOBBED.isdisjoint(request.url):
        switches.append("--globoff")
    return switches


def _headers(request: Sent) -> list[str]:
    """Header lines as ``-H`` wants them: a semicolon for an empty one, a bare colon to remove one.

    ``Accept-Encoding`` is left to ``--compressed``: a curl asks for the packings that it can unpack.
    """
    lines = []
    for name, value in request.headers:
        if name.lower() == "accept-encoding" and _PACKED.search(value):
            continue
        lines.append(f"{name}: {value}" if value else f"{name};")
    if request.body is not None and not request.has_header("content-type"):
        lines.append("Content-Type:")
    return lines
