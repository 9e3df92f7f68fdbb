"""Bodies laid out for reading: one module a kind, each from recorded text or bytes to text to show."""

from __future__ import annotations

from upl_tui.logs.bodies.view import body_sections

__all__ = ["body_sections"]
