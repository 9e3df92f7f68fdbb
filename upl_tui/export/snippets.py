"""Requests as code, one after the other, each under comments that say what to know before running it."""

from __future__ import annotations

import re
from collections.abc import Callable

from upl_tui.export.picked import Copied, File, Picked
from upl_tui.export.sent import Sent, sent
from upl_tui.redact import Masker

Write = Callable[[Sent, str], str]
"""Code for a request; the second argument is the path of the file with its body, empty for none."""

MOST_INLINE_BYTES = 100_000
"""A single argument of a command can have 128 kB on Linux."""
_NOT_PASTEABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a shell's argument cannot hold, or a terminal would act on when it is pasted."""


def snippets(picked: Picked, masker: Masker, write: Write, *, comment: str, by_file: bool = True) -> Copied:
    """Code for all requests picked; `comment` begins a comment, `by_file` puts binary bodies into files."""
    parts, files, notes = [], [], []
    for row, entry in picked.requests():
        request = sent(entry, masker)
        file = File(f"{picked.log.id(row)}-body.bin", request.body or b"")
        in_file = by_file and pasteable(request.body) is None
        remarks = [*request.remarks]
        if in_file and request.url:
            files.append(file)
            remarks.append("the body is in the file beside it")
            notes.append(f"The body of {picked.log.id(row)} is in the file {picked.path(file.name)}.")
        lines = [f"{comment}{remark}\n" for remark in remarks]
        code = write(request, picked.path(file.name) if in_file else "") if request.url else ""
        parts.append("".join((*lines, code)))
    return Copied("\n".join(parts), tuple(files), tuple(notes))


def pasteable(body: bytes | None) -> str | None:
    """A body as text that a command line can hold (empty for none), else None."""
    if body is None:
        return ""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return None if len(body) > MOST_INLINE_BYTES or _NOT_PASTEABLE.search(text) else text
