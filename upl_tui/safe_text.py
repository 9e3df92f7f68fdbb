"""Recorded text becomes harmless text: the one function between a recording and the terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""One line that a terminal shows as it is.

    Control characters, bidi and invisible characters become escapes such as ``\x1b``, ``\u202e``, ``\r``;
    a line feed becomes ``\u23ce`` (a return symbol) and a tab one space.
    """
    raise NotImplementedError


def visible_lines(text: str) -> list[str]:
    """Several lines, each `visible`, split at line feeds (CR LF counts as one); tabs become spaces."""
    raise NotImplementedError
