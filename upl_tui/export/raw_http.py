"""Requests and their answers as HTTP/1.1 messages for reading and for ``.http`` files."""

from __future__ import annotations

from collections.abc import Callable

from upl_tui.entries import Body, Headers, NetworkEntry
from upl_tui.export.picked import Copied, File, Picked
from upl_tui.export.sent import body_bytes, encodable, one_line, sent
from upl_tui.export.snippets import pasteable
from upl_tui.logs.requests import outcome
from upl_tui.logs.urls import Url
from upl_tui.redact import Masker


def raw_http(picked: Picked, masker: Masker) -> Copied:
    """Request, empty line, body, and the same of the answer; lines end in line feeds."""
    parts: list[str] = []
    files: list[File] = []
    for row, entry in picked.requests():
        request = sent(entry, masker)
        remarks = "".join(f"# {remark}\n" for remark in request.remarks)
        url = Url.of(request.url or encodable(masker.url(entry.url)))
        head = f"{request.method} {url.target} HTTP/1.1\nHost: {url.host}\n{_lines(request.headers)}"
        answer, answer_body = _answer(entry, masker)
        asked = _shown(picked, File(f"{picked.log.id(row)}-body.bin", request.body or b""), files)
        shown = _shown(picked, File(f"{picked.log.id(row)}-response.bin", answer_body or b""), files)
        parts.append(f"{remarks}{head}\n{asked}\n{answer}\n{shown}")
    return Copied("\n###\n\n".join(parts), tuple(files))


def headers_text(picked: Picked, masker: Masker) -> Copied:
    """The headers that were sent and those that came back, as recorded."""
    parts = []
    for _, entry in picked.requests():
        head = one_line(f"{entry.method or 'GET'} {masker.url(entry.url)}") + "\n"
        sent_lines = _lines(_masked(entry.request_headers, masker))
        parts.append(f"{head}{sent_lines}\n{_answer(entry, masker)[0]}")
    return Copied("\n".join(parts))


def request_bodies(picked: Picked, masker: Masker) -> Copied:
    """The bodies that were sent."""
    return _bodies(picked, masker, "request", lambda entry: entry.request_body)


def response_bodies(picked: Picked, masker: Masker) -> Copied:
    """The bodies that came back."""
    return _bodies(picked, masker, "response", lambda entry: entry.response_body)


def _bodies(picked: Picked, masker: Masker, which: str, get: Callable[[NetworkEntry], Body | None]) -> Copied:
    texts, files, notes = [], [], []
    for row, entry in picked.requests():
        name = picked.log.id(row)
        body = get(entry)
        data = body_bytes(body, masker)
        if body is None or data is None:
            reason = body.missing if body is not None else ""
            notes.append(f"{name} has no {which} body" + (f": {reason}" if reason else "."))
            continue
        try:
            texts.append(data.decode())
        except UnicodeDecodeError:
            file = File(f"{name}-{which}.bin", data)
            files.append(file)
            texts.append(picked.path(file.name))
            notes.append(f"The {which} body of {name} is binary: its file is {picked.path(file.name)}.")
    return Copied("\n".join(texts), tuple(files), tuple(notes))


def _answer(entry: NetworkEntry, masker: Masker) -> tuple[str, bytes | None]:
    if entry.status is None:
        reason = one_line(masker.text(entry.error))
        return f"# no answer: {outcome(entry)}" + (f", {reason}" if reason else "") + "\n", None
    status = f"HTTP/1.1 {entry.status} {one_line(entry.status_text)}".rstrip()
    lines = _lines(_masked(entry.response_headers, masker))
    return f"{status}\n{lines}", body_bytes(entry.response_body, masker)


def _masked(headers: Headers, masker: Masker) -> Headers:
    return tuple((one_line(name), one_line(masker.header(name, value))) for name, value in headers)


def _lines(headers: Headers) -> str:
    return "".join(f"{name}: {value}\n" for name, value in headers)


def _shown(picked: Picked, body: File, files: list[File]) -> str:
    """A body as text, or as a reference to its file."""
    text = pasteable(body.data)
    if text is None:
        files.append(body)
        return f"< {picked.path(body.name)}\n"
    return text if not text or text.endswith("\n") else f"{text}\n"
