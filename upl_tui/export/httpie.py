"""Requests as HTTPie commands (version 3) for POSIX shells."""

from __future__ import annotations

from shlex import quote

from upl_tui.export.picked import Copied, Picked
from upl_tui.export.sent import Sent
from upl_tui.export.snippets import pasteable, snippets
from upl_tui.redact import Masker

_MEANS_MORE = ("=", "@", ":")
"""At the start of a value they would make a field, or read a file."""


def httpie(picked: Picked, masker: Masker) -> Copied:
    """One command a request; bodies are sent as they are, files through standard input."""
    return snippets(picked, masker, _command, comment="# ")


def _command(request: Sent, body_path: str) -> str:
    switches = ["--path-as-is"] if "/." in request.url else []
    if not body_path:
        switches.append("--ignore-stdin")
    arguments = [" ".join(("http", *switches, quote(request.method), quote(request.url)))]
    arguments += [
        quote(f"{name}:{_value(value)}" if value else f"{name};")
        for name, value in request.headers
        if name.lower() != "accept-encoding"  # HTTPie asks for the packings that it can unpack
    ]
    if request.body is not None and not request.has_header("content-type"):
        arguments.append("Content-Type:")
    if body_path:
        arguments.append(f"< {quote(body_path)}")
    elif request.body is not None:
        arguments.append(f"--raw {quote(pasteable(request.body) or '')}")
    return " \\\n  ".join(arguments) + "\n"


def _value(value: str) -> str:
    return f"\\{value}" if value.startswith(_MEANS_MORE) else value
