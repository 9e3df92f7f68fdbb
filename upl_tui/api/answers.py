"""Bytes of an API answer to the `data` inside, or to the error it stands for."""

from __future__ import annotations

import json
from collections.abc import Callable

import orjson

from upl_tui.api.failures import malformed, not_the_api, refusal
from upl_tui.errors import ApiError

_NOTHING = object()


def data_of(body: bytes, status: int, content_type: str) -> dict[str, object]:
    """The `data` object of a successful answer.

    Raises `ApiError` for HTML and other strangers, for text that is no JSON, and when there is no `data`.
    """
    answer = _json(body)
    if answer is _NOTHING:
        if body.strip() and "json" not in content_type.lower():
            raise not_the_api(content_type, status)
        raise malformed("it is not JSON" if body.strip() else "it is empty", status)
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict):
        raise malformed("it has no data", status)
    return data


def error_of(body: bytes, status: int, scrub: Callable[[str], str]) -> ApiError:
    """The error of an answer that is no success; its body may be a documented one or anything else.

    `scrub` takes out what a server may quote back: its words are shown.
    """
    answer = _json(body)
    if not isinstance(answer, dict):
        return refusal(status, "", "")
    words = (answer.get("error"), answer.get("code"))
    code = next((word for word in words if isinstance(word, str)), "")
    message = answer.get("message")
    return refusal(status, scrub(code), scrub(message) if isinstance(message, str) else "")


def _json(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:  # one cut emoji or stray byte in a title must not hide a whole list
        return json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return _NOTHING
