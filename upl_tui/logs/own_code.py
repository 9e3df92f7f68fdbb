"""Stacks cut down to the code of the page itself, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from upl_tui.entries import Frame
from upl_tui.logs.common import frames_text, place_text
from upl_tui.logs.urls import Url

_FOREIGN_PARTS = (
    "/node_modules/",
    "/bower_components/",
    "/jspm_packages/",
    "/webpack/bootstrap",
    "/webpack/runtime",
    "/@vite/",
)
_BUNDLER_SCHEMES = ("webpack", "webpack-internal", "turbopack", "vite")
_WEB_SCHEMES = ("http", "https")


def is_own(frame: Frame, page_url: str) -> bool:
    """Whether a frame is code of the page: of its origin, or of a bundler, and no package or extension.

    Without the page's address any web address counts.
    """
    url = Url.of(frame.url)
    if any(part in frame.url for part in _FOREIGN_PARTS):
        return False
    if url.scheme in _BUNDLER_SCHEMES:
        return True
    page = Url.of(page_url)
    if page.host:
        return (url.scheme, url.host) == (page.scheme, page.host)
    return url.scheme in _WEB_SCHEMES


def own_stack(frames: Sequence[Frame], page_url: str) -> str:
    """The stack with runs of foreign frames as ``… 3 more frames``; empty when that would fold nothing.

    A stack without any own frame is not folded: its first frames are then all there is to go by.
    """
    own = [is_own(frame, page_url) for frame in frames]
    if all(own) or not any(own):
        return ""
    lines: list[str] = []
    for is_ours, run in groupby(zip(own, frames, strict=True), key=lambda pair: pair[0]):
        stretch = [frame for _, frame in run]
        if is_ours or len(stretch) == 1:
            lines.append(frames_text(stretch))
        else:
            lines.append(f"… {len(stretch)} more frames ({_names(stretch)})")
    return "\n".join(lines) if any(line.startswith("…") for line in lines) else ""


def _names(frames: Sequence[Frame]) -> str:
    """Where foreign frames come from, a few names."""
    names = list(dict.fromkeys(_name(frame) for frame in frames))
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def _name(frame: Frame) -> str:
    package = frame.url.rpartition("/node_modules/")[2]
    if package != frame.url and package:
        first, _, rest = package.partition("/")
        return f"{first}/{rest.partition('/')[0]}" if first.startswith("@") else first
    return Url.of(frame.url).host or place_text(frame)
