"""Explanations of what the browser itself refuses: CORS, mixed content, content policies, cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from upl_tui.entries import NetworkEntry, State
from upl_tui.logs.explanation import Explanation
from upl_tui.logs.failures import failure_word
from upl_tui.logs.neighbours import Neighbours
from upl_tui.logs.requests import is_preflight, outcome, page_of, set_cookies
from upl_tui.logs.urls import Url
from upl_tui.shapes.requests import header

_PREFLIGHT_MS = 5000.0
"""A preflight is recorded this near its request: some recorders stamp it just after, some before."""
_ALLOW_ORIGIN = "access-control-allow-origin"
_REASON = re.compile(r"CORS (\w+)")
_LOCAL = re.compile(r"(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?", re.IGNORECASE)

_CORS_REASONS = {
    "MissingAllowOriginHeader": "the answer has no Access-Control-Allow-Origin",
    "MultipleAllowOriginValues": "the answer has several origins in Access-Control-Allow-Origin",
    "InvalidAllowOriginValue": "the answer's Access-Control-Allow-Origin is no origin",
    "AllowOriginMismatch": "the answer's Access-Control-Allow-Origin names another origin",
    "WildcardOriginNotAllowed": "the answer allows * while credentials were sent",
    "InvalidAllowCredentials": "the answer does not allow credentials, which were sent",
    "InvalidStatus": "its status is no success",
    "DisallowedRedirect": "it was redirected",
    "InvalidAllowMethodsPreflightResponse": "the preflight's list of methods cannot be read",
    "InvalidAllowHeadersPreflightResponse": "the preflight's list of headers cannot be read",
    "MethodDisallowedByPreflightResponse": "the preflight does not allow the method",
    "HeaderDisallowedByPreflightResponse": "the preflight does not allow one of the headers",
    "RedirectContainsCredentials": "a redirect led to an address with a user name",
    "DisallowedByMode": "the page asked for its own origin only",
    "CorsDisabledScheme": "the scheme of the address takes no part in CORS",
}
"""Names of the DevTools protocol's ``Network.CorsError``; ``Preflight…`` means the same of the preflight."""


def cors(around: Neighbours) -> Iterator[Explanation]:
    """Why another origin's answer was kept from the page."""
    if failure_word(around.entry) != "CORS":
        return
    own, asked = around.id(around.row), _preflight_of(around)
    given = _REASON.search(around.entry.error)
    name = given[1] if given else ""
    if name.startswith("Preflight") or (asked is not None and not _is_allowed(around.request(asked))):
        ids = (own, around.id(asked)) if asked is not None else (own,)
        preflight = f"preflight {around.id(asked)}" if asked is not None else "preflight, not in this log,"
        reason = _CORS_REASONS.get(name.removeprefix("Preflight")) or _preflight_fault(around, asked)
        yield Explanation(f"CORS: the {preflight} was refused: {reason}.", ids)
        return
    ids = (own, around.id(asked)) if asked is not None else (own,)
    yield Explanation(f"CORS: the page may not read it: {_cors_reason(name, around.entry)}.", ids)


def preflight(around: Neighbours) -> Iterator[Explanation]:
    """Which request a preflight asked for."""
    if not is_preflight(around.entry):
        return
    method = header(around.entry.request_headers, "access-control-request-method")
    rows = around.same_url(around.entry.url, method) if method else ()
    near = [row for row in rows if abs(around.log.at[row] - around.at) <= _PREFLIGHT_MS]
    if near:
        row = min(near, key=lambda row: abs(around.log.at[row] - around.at))
        text = f"The browser's question whether {around.id(row)} is allowed: {outcome(around.entry)}."
        yield Explanation(text, (around.id(around.row), around.id(row)))


def mixed_content(around: Neighbours) -> Iterator[Explanation]:
    """A secure page that asks over plain HTTP."""
    entry = around.entry
    said = failure_word(entry) == "mixed"
    page, target = Url.of(page_of(entry)), Url.of(entry.url)
    looks = page.scheme == "https" and target.scheme in ("http", "ws") and not _LOCAL.fullmatch(target.host)
    if said or (looks and entry.state is State.BLOCKED):
        sure = "" if said else " probably"
        text = f"Mixed content: a page over https asks over {target.scheme}, which the browser{sure} blocked."
        yield Explanation(text, (around.id(around.row),))
    elif looks and entry.status is not None:
        text = f"Mixed content: a page over https asked over {target.scheme}, and the browser let it pass."
        yield Explanation(text, (around.id(around.row),))


def content_policy(around: Neighbours) -> Iterator[Explanation]:
    """A page's own policy."""
    if failure_word(around.entry) == "CSP":
        text = "The page's Content-Security-Policy forbids it: nothing was sent."
        yield Explanation(text, (around.id(around.row),))


def cookies(around: Neighbours) -> Iterator[Explanation]:
    """Cookies that browsers refuse to store, by the rules of RFC 6265bis."""
    target = Url.of(around.entry.url)
    is_secure = target.scheme == "https" or bool(_LOCAL.fullmatch(target.host))
    for name, content in set_cookies(around.entry):
        if fault := _cookie_fault(name, content, target, is_secure=is_secure):
            text = f"Browsers refuse the cookie {name[:60]}: {fault}."
            yield Explanation(text, (around.id(around.row),))


def _preflight_of(around: Neighbours) -> int | None:
    rows = around.same_url(around.entry.url, "OPTIONS") if around.entry.method != "OPTIONS" else ()
    near = [row for row in rows if abs(around.log.at[row] - around.at) <= _PREFLIGHT_MS]
    return min(near, key=lambda row: abs(around.log.at[row] - around.at), default=None)


def _is_allowed(asked: NetworkEntry) -> bool:
    return (
        asked.status is not None
        and 200 <= asked.status < 300
        and bool(header(asked.response_headers, _ALLOW_ORIGIN))
    )


def _preflight_fault(around: Neighbours, row: int | None) -> str:
    if row is None:
        return "the recorder does not say why"
    asked = around.request(row)
    if asked.status is None or not 200 <= asked.status < 300:
        return f"its outcome was {outcome(asked)}"
    return _origin_fault(around.entry, asked) or "the recorder does not say why"


def _cors_reason(name: str, entry: NetworkEntry) -> str:
    said, found = _CORS_REASONS.get(name, ""), _origin_fault(entry, entry)
    if said and found and name == "AllowOriginMismatch":
        return found
    return said or (found if entry.response_headers else "") or "the recorder does not say why"


def _origin_fault(asking: NetworkEntry, answer: NetworkEntry) -> str:
    allowed = header(answer.response_headers, _ALLOW_ORIGIN).strip()
    origin = header(asking.request_headers, "origin").strip()
    if not allowed:
        return _CORS_REASONS["MissingAllowOriginHeader"]
    if origin and allowed not in ("*", origin):
        return f"Access-Control-Allow-Origin is {allowed[:100]}, the page is {origin[:100]}"
    return ""


def _cookie_fault(name: str, content: str, target: Url, *, is_secure: bool) -> str:
    attributes = dict(_attribute(part) for part in content.split(";")[1:])
    host = target.host.rpartition(":")[0] if target.host.rpartition(":")[2].isdigit() else target.host
    domain = attributes.get("domain", "").lstrip(".").lower()
    if attributes.get("samesite", "").lower() == "none" and "secure" not in attributes:
        return "SameSite=None without Secure"
    if "secure" in attributes and target.scheme and not is_secure:
        return "Secure, but set over plain http"
    if name.startswith(("__Secure-", "__Host-")) and "secure" not in attributes:
        return "its name asks for Secure"
    if name.startswith("__Host-") and ("domain" in attributes or attributes.get("path") != "/"):
        return "its name asks for Path=/ and no Domain"
    if domain and host and host.lower() != domain and not host.lower().endswith(f".{domain}"):
        return f"Domain={domain[:60]} is not the host's"
    return ""


def _attribute(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name.strip().lower(), value.strip()
