"""The API key, wrapped so that it cannot be shown by accident."""

from __future__ import annotations

from upl_tui.errors import UsageError

_MASK = "••••••"
_WHERE_KEYS_ARE_MADE = "Make a key at dash.userplane.io/_/account?tab=developers."


class Secret:
    """A key that hides itself in `repr`, `str` and `format`.

    Raises `UsageError`, which never quotes the key, when it cannot be sent in a header: empty, or with
    white space, control characters or anything beyond ASCII.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not value:
            raise UsageError("The API key is empty.", _WHERE_KEYS_ARE_MADE)
        if any(not "!" <= character <= "~" for character in value):
            raise UsageError(
                "The API key holds a space, a line break or a character that no key has.",
                "Copy it again, without quotes or dots for left-out characters.",
            )
        self._value = value

    def reveal(self) -> str:
        """The key itself, for the one place that builds the header."""
        return self._value

    def scrub(self, text: str) -> str:
        """`text` with the key masked, for what a server sends back."""
        return text.replace(self._value, _MASK)

    def __repr__(self) -> str:
        return f"Secret({_MASK})"

    def __str__(self) -> str:
        return _MASK

    def __format__(self, spec: str) -> str:
        return format(_MASK, spec)
