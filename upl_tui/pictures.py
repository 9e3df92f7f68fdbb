"""Pictures as pixels that fit a terminal, by whichever decoder is here: Pillow, else ffmpeg.

Neither is needed by anything else of the program. What a picture is, is told without them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from upl_tui.clock import format_offset
from upl_tui.errors import UplError
from upl_tui.logs.bodies.binary import what_is
from upl_tui.logs.bodies.images import image_size
from upl_tui.logs.units import format_size

MOST_PIXELS = 16_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp", "GIF": ".gif"}
_DECODE_SECONDS = 15
_GET_PILLOW = "To see pictures here: pip install 'upl-tui[images]', or install ffmpeg."
Which = Callable[[str], str | None]


class Pixels(NamedTuple):
    """A picture in red, green and blue, a byte each, row by row."""

    width: int
    height: int
    rgb: bytes


def describe(name: str, data: bytes) -> str:
    """File name, format and sizes of a picture: ``thumbnail.jpg · JPEG 640x360 · 19.1 kB``."""
    what = what_is(data)
    return f"{name}{_SUFFIXES.get(what.split(' ')[0], '')} · {what} · {format_size(len(data))}"


def refusal(images: str, environ: Mapping[str, str], which: Which = shutil.which) -> str:
    """Why no picture is drawn here, and what to do about it; empty when pictures are drawn.

    `images` is the setting: ``auto``, ``blocks`` or ``never``.
    """
    if images == "never":
        return "Pictures are switched off; --images blocks draws them."
    if images == "auto" and environ.get("NO_COLOR"):
        return "No picture is drawn because NO_COLOR is set; --images blocks draws them all the same."
    return "" if find_spec("PIL") or which("ffmpeg") else _GET_PILLOW


def drawn(data: bytes, width: int, height: int) -> Pixels:
    """A picture that fits so many pixels, never enlarged. Takes a while: call it beside the screen.

    Raises `UplError` when it has more than 16 megapixels, or is none that can be read.
    """
    size = image_size(what_is(data).split(" ")[0], data)
    if size is None:
        raise UplError("The picture cannot be shown: it is no PNG, JPEG, WebP or GIF.")
    if size.width * size.height > MOST_PIXELS:
        raise UplError(f"The picture cannot be shown: too large, {size} pixels.")
    if find_spec("PIL"):
        return _by_pillow(data, width, height)
    return _by_ffmpeg(["-f", "image2pipe", "-i", "pipe:0"], data, width, height)


def frame_at(video: Path, moment_ms: float, width: int, height: int) -> Pixels:
    """The frame of a video at a moment, fitted likewise, by ffmpeg. Raises `UplError`."""
    seconds = f"{max(0.0, moment_ms) / 1000:.3f}"
    try:
        return _by_ffmpeg(["-ss", seconds, "-i", f"file:{video}"], b"", width, height)
    except UplError as error:
        raise UplError(f"The video has no frame at {format_offset(moment_ms)}.", error.hint) from None


def _by_pillow(data: bytes, width: int, height: int) -> Pixels:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UplError("The picture cannot be shown: too large.")
            image.draft("RGB", (width * 2, height * 2))
            small = image.convert("RGB")
            small.thumbnail((width, height))
            return Pixels(small.width, small.height, small.tobytes())
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise UplError(f"The picture cannot be read ({type(error).__name__}).") from None


def _by_ffmpeg(source: list[str], data: bytes, width: int, height: int) -> Pixels:
    fitted = f"scale='min(iw,{width})':'min(ih,{height})':force_original_aspect_ratio=decrease"
    reading = ["ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file,pipe", *source]
    writing = ["-frames:v", "1", "-vf", fitted, "-f", "image2pipe", "-c:v", "ppm", "pipe:1"]
    try:
        done = subprocess.run(
            [*reading, *writing], input=data, capture_output=True, timeout=_DECODE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UplError(f"ffmpeg gave no picture ({type(error).__name__}).") from None
    return _read_ppm(done.stdout)


def _read_ppm(data: bytes) -> Pixels:
    """Pixels of a binary PPM: ``P6``, width, height and 255 with white space between, then the bytes."""
    head = data[:64].split(maxsplit=4)
    if len(head) < 4 or head[0] != b"P6" or head[3] != b"255":
        raise UplError("ffmpeg gave no picture.")
    width, height = int(head[1]), int(head[2])
    rgb = data[-3 * width * height :]
    if len(rgb) != 3 * width * height:
        raise UplError("ffmpeg gave half a picture.")
    return Pixels(width, height, rgb)
