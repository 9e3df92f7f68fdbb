"""What the API's codes and statuses mean, in sentences."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from upl_tui.errors import ApiError

_KEYS = "dash.userplane.io/_/account?tab=developers"
_MAKE_KEY = f"Make a key at {_KEYS}."
_LATER = "The service has a passing problem."
_DELETED = "A deleted thing can often be restored in the dashboard for some days."

_BY_CODE: dict[str, tuple[str, str]] = {
    "API_KEY_REQUIRED": ("The API saw no key.", _MAKE_KEY),
    "API_KEY_INVALID": (
        "The API did not accept the key.",
        f"It may have been rotated or revoked. {_MAKE_KEY}",
    ),
    "API_KEY_EXPIRED": ("The API key has expired.", _MAKE_KEY),
    "API_KEY_DISABLED": ("The API key is switched off.", f"Switch it on or make another at {_KEYS}."),
    "NOT_A_MEMBER": (
        "The key's owner is not a member of this workspace.",
        "Check the workspace id, or ask an admin of the workspace for an invitation.",
    ),
    "FORBIDDEN": (
        "The key's owner may not see this.",
        "Ask an admin of the workspace for more rights.",
    ),
    "RECORDING_WORKSPACE_MISMATCH": (
        "The recording belongs to another workspace.",
        "Copy the recording's address from the dashboard: it holds both ids.",
    ),
    "WORKSPACE_NOT_FOUND": ("There is no such workspace.", "Check the workspace id."),
    "PROJECT_NOT_FOUND": ("There is no such project in this workspace.", "Check the project id."),
    "LINK_NOT_FOUND": ("There is no such link in this workspace.", "Check the link id."),
    "RECORDING_NOT_FOUND": (
        "There is no such recording in this workspace.",
        "Check both ids; an expired recording may be hidden too.",
    ),
    "RECORDING_GONE": ("The recording was deleted.", _DELETED),
    "LINK_GONE": ("The link was deleted.", _DELETED),
    "PROJECT_GONE": ("The project was deleted.", _DELETED),
    "WORKSPACE_GONE": ("The workspace was deleted.", _DELETED),
    "RATE_LIMITED": (
        "The API's quota is used up.",
        "It allows 120 calls a minute and 10,000 a day, over all keys of one user.",
    ),
    "SERVICE_UNAVAILABLE": ("The API cannot check keys at the moment.", _LATER),
}

_BY_STATUS: dict[int, tuple[str, str]] = {
    400: ("The API did not accept the request", "Check the ids."),
    401: ("The API did not accept the key", _MAKE_KEY),
    403: ("The key has no access to this", "Check the workspace, and the key's owner's rights in it."),
    404: ("The API has no such thing", "Check the ids and the API address."),
    407: ("The proxy wants a name and a password", "Put them into HTTPS_PROXY."),
    410: ("It was deleted", _DELETED),
    429: _BY_CODE["RATE_LIMITED"],
    503: ("The API is not available", _LATER),
}

_MESSAGE_LIMIT = 300
_CODE_LIMIT = 64
_URL_TAIL = re.compile(r"(https?://[^\s?#]*)[?#]\S*", re.IGNORECASE)


def refusal(status: int, code: str, message: str) -> ApiError:
    """The error for an answer that is not a success; a code nobody knows is shown as the server sent it."""
    if code in _BY_CODE:
        title, hint = _BY_CODE[code]
        return ApiError(title, hint, status=status, code=code)
    fallback = ("The API failed", _LATER) if status >= 500 else ("The API refused", "")
    title, hint = _BY_STATUS.get(status, fallback)
    code = shortened(code, _CODE_LIMIT)
    told = ": ".join(word for word in (code, shortened(message, _MESSAGE_LIMIT)) if word)
    detail = f"{status}, {told}" if told else str(status)
    return ApiError(f"{title.rstrip('.')} ({detail}).", hint, status=status, code=code)


def redirected(status: int, location: str) -> ApiError:
    """The error for a redirect, which is never followed."""
    return ApiError(
        f"The API answered with a redirect to {host_of(location)}, which was not followed.",
        "Check the API address; a sign-in page of the network may stand in between.",
        status=status,
        code="REDIRECTED",
    )


def malformed(what: str, status: int | None = None) -> ApiError:
    """The error for an answer without the expected content; `what` ends the sentence."""
    return ApiError(
        f"The answer of the API is malformed: {what}.",
        "The API address may be wrong, or the API may have changed.",
        status=status,
        code="MALFORMED",
    )


def not_the_api(content_type: str, status: int) -> ApiError:
    """The error for an answer that somebody else gave, such as a captive portal."""
    kind = shortened(content_type.partition(";")[0].strip(), _CODE_LIMIT) or "no content type"
    return ApiError(
        f"The answer is not from the API ({kind}).",
        "A sign-in page of the network or a proxy may have answered, or the API address is wrong.",
        status=status,
        code="NOT_THE_API",
    )


def host_of(url: str) -> str:
    """Host (and port) of a URL for a sentence; never its user name, path or query."""
    try:
        host = urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return shortened(host, 100) or "another address"


def shortened(text: str, limit: int) -> str:
    """A server's text in one line of at most `limit` characters, queries of URLs in it left out."""
    line = " ".join(_URL_TAIL.sub(r"\1", text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"
