"""The file in a bundle of this program that says what the bundle is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from upl_tui.model import JsonObject, Link, Recording
from upl_tui.patterns import late
from upl_tui.shapes.own import MANIFEST

_PAGE = late(r"https://dash\.userplane\.io/workspace/[A-Za-z0-9_.~%-]+/recordings/[A-Za-z0-9_.~%-]+")


def described(recording: Recording, values: Iterable[JsonObject]) -> Recording:
    """The recording with the title, the page and the marks that the first manifest among values tells.

    A page that leads anywhere but to the dashboard is left out.
    """
    manifest = next((value for value in values if value.get("format") == MANIFEST), {})
    title, page, marks = manifest.get("title"), manifest.get("page"), manifest.get("marks")
    return replace(
        recording,
        link=Link(title=title) if title and isinstance(title, str) else None,
        page=page if isinstance(page, str) and _PAGE.fullmatch(page) else "",
        given_marks=marks if isinstance(marks, dict) else {},
    )
