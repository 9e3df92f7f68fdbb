"""The registry of what entries can be copied as: one form a key behind `y`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from upl_tui.export.agent import context
from upl_tui.export.curl import curl
from upl_tui.export.fetch import fetch
from upl_tui.export.har import har
from upl_tui.export.httpie import httpie
from upl_tui.export.httpx_code import httpx_code
from upl_tui.export.markdown import markdown, steps
from upl_tui.export.picked import Copied, Picked
from upl_tui.export.places import link, times, urls
from upl_tui.export.raw_http import headers_text, raw_http, request_bodies, response_bodies
from upl_tui.export.tables import ids, json_entries, text_rows
from upl_tui.log import Log
from upl_tui.model import Kind
from upl_tui.redact import Masker
from upl_tui.session import Session

EVERY = frozenset(Kind)
REQUESTS = frozenset({Kind.NETWORK})


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write entries for others."""

    key: str
    """The second key, after `y`."""
    title: str
    kinds: frozenset[Kind]
    """Kinds of log whose rows can be written so."""
    write: Callable[[Picked, Masker], Copied]

    def make(
        self,
        log: Log,
        rows: Sequence[int],
        masker: Masker,
        session: Session | None = None,
        folder: str = "",
    ) -> Copied:
        """Write one or many rows of a log, in the order given.

        `session` is what is loaded of the recording around them, `folder` where `Copied.files` will be put.
        What gets masked is counted in `masker`. `Copied.text` is empty, and a note says why, when the rows
        have nothing of this form.
        """
        made = self.write(Picked(*_native(log, rows), session or Session(), folder), masker)
        if made.text or made.notes:
            return made
        return replace(made, notes=(f"There is nothing here to write as {self.title}.",))


FORMS: tuple[Form, ...] = (
    Form("y", "row as text", EVERY, text_rows),
    Form("u", "URL", EVERY, urls),
    Form("c", "cURL command", REQUESTS, curl),
    Form("p", "Python (httpx)", REQUESTS, httpx_code),
    Form("f", "JavaScript (fetch)", REQUESTS, fetch),
    Form("x", "HTTPie command", REQUESTS, httpie),
    Form("w", "raw HTTP, request and response", REQUESTS, raw_http),
    Form("h", "headers", REQUESTS, headers_text),
    Form("q", "request body", REQUESTS, request_bodies),
    Form("b", "response body", REQUESTS, response_bodies),
    Form("r", "HAR", REQUESTS, har),
    Form("j", "JSON", EVERY, json_entries),
    Form("m", "Markdown table", EVERY, markdown),
    Form("i", "id", EVERY, ids),
    Form("l", "link to the recording", EVERY, link),
    Form("t", "time", EVERY, times),
    Form("s", "steps up to here", EVERY, steps),
    Form("a", "context for an agent", EVERY, context),
)
"""All forms in the order of the menu. The key `.` is that of a JSON path in the detail."""


def _native(log: Log, rows: Sequence[int]) -> tuple[Log, Sequence[int]]:
    """Rows of the timeline as rows of their own log, when they are all of one."""
    if len(log.parts) <= 1 or not rows:
        return log, rows
    native = [log.native(row) for row in rows]
    own = native[0][0]
    return (own, [row for _, row in native]) if all(part is own for part, _ in native) else (log, rows)


def forms_of(kind: Kind) -> tuple[Form, ...]:
    """The forms that rows of a kind can be written in."""
    return tuple(form for form in FORMS if kind in form.kinds)
