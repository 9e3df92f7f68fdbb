"""Secrets are masked wherever recorded text leaves an entry: list, detail, copy, export, report."""

from __future__ import annotations

from dataclasses import dataclass, field

MASK = "••••••"


@dataclass(slots=True)
class Masker:
    """Masks secrets and remembers what it masked. With `reveal` everything passes unchanged."""

    reveal: bool = False
    masked: dict[str, int] = field(default_factory=dict)
    """What was masked so far: its name (``header authorization``, ``query token``, ``JWT``) and how often."""

    def text(self, text: str) -> str:
        """Free text: tokens of known form, key=value pairs with telling names, URLs inside."""
        raise NotImplementedError

    def url(self, url: str) -> str:
        """A URL: userinfo and the values of telling query and fragment parameters."""
        raise NotImplementedError

    def header(self, name: str, value: str) -> str:
        """A header's value; cookies keep their names."""
        raise NotImplementedError

    def body(self, text: str, mime: str) -> str:
        """A body: JSON, form or text; the layout of JSON text stays as it is."""
        raise NotImplementedError

    def named(self, name: str, value: str) -> str:
        """A value with a name of its own, such as a form field."""
        raise NotImplementedError
