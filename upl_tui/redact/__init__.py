"""Secrets are masked wherever recorded text leaves an entry: list, detail, copy, export, report.

What is a secret is decided by the name in front of it (`upl_tui.redact.names`) or by its own form
(`upl_tui.redact.forms`). E-mail addresses, user ids and order numbers are no secrets: they are what a bug
report is about. A recorder's own marks (``***``, ``[Filtered]``) are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from upl_tui.redact.names import telling, telling_header
from upl_tui.redact.scan import mask_slices, mask_text
from upl_tui.redact.slices import SLICE
from upl_tui.redact.values import MASK, mask_named
from upl_tui.values import mutable

__all__ = ["MASK", "Masker"]


@mutable
class Masker:
    """Masks secrets and remembers what it masked. With `reveal` everything passes unchanged.

    No method raises, whatever the text, and none takes more than linear time.
    """

    reveal: bool = False
    masked: dict[str, int] = field(default_factory=dict)
    """What was masked so far: its name (``header authorization``, ``query token``, ``JWT``) and how often."""

    def text(self, text: str) -> str:
        """Free text: tokens of known form, values behind telling names, URLs and JSON inside."""
        return text if self.reveal else mask_text(text, "text", self._note)

    def url(self, url: str) -> str:
        """A URL: userinfo and the values of telling query and fragment parameters."""
        return url if self.reveal else mask_text(url, "query", self._note, whole_url=True)

    def header(self, name: str, value: str) -> str:
        """A header's value; cookies keep their names, credentials their scheme."""
        if self.reveal:
            return value
        shown = mask_named(name, value, telling_header(name))
        if shown == value:
            return mask_text(value, "header", self._note)
        self._note(f"header {name.lower()}")
        return shown

    def body(self, text: str, mime: str) -> str:
        """A body: JSON, form, multipart, markup or text; layout stays as it is."""
        if self.reveal:
            return text
        return mask_text(text, "body", self._note, whole_url="form-urlencoded" in mime)

    def text_slices(self, text: str) -> Iterator[str]:
        """What `text` gives, piece by piece: each made in some milliseconds when it is asked for.

        So a long text need not be masked to its end before its beginning is shown; what stands at the edge of
        a piece is masked as anywhere.
        """
        return _slices(text) if self.reveal else mask_slices(text, "text", self._note)

    def body_slices(self, text: str, mime: str) -> Iterator[str]:
        """What `body` gives, piece by piece."""
        if self.reveal:
            return _slices(text)
        return mask_slices(text, "body", self._note, whole_url="form-urlencoded" in mime)

    def named(self, name: str, value: str) -> str:
        """A value with a name of its own, such as a form field."""
        if self.reveal:
            return value
        shown = mask_named(name, value, telling(name))
        if shown == value:
            return mask_text(value, "field", self._note)
        self._note(f"field {name}")
        return shown

    def _note(self, name: str) -> None:
        self.masked[name] = self.masked.get(name, 0) + 1


def _slices(text: str) -> Iterator[str]:
    return (text[start : start + SLICE] for start in range(0, len(text), SLICE))
