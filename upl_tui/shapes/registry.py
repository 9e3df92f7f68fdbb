"""All recorder families, in the order in which a row is asked whether it is one of theirs."""

from __future__ import annotations

from upl_tui.shapes import (
    betterbugs,
    bidi,
    bugsnag,
    cdp,
    datadog,
    flat,
    halves,
    har,
    highlight,
    lighthouse,
    loggers,
    own,
    playwright,
    recorder,
    rrweb,
    sentry,
    spot,
    text,
    webdriver,
)
from upl_tui.shapes.shape import Shape

SHAPES: tuple[Shape, ...] = (
    own.SHAPE,
    har.SHAPE,
    cdp.SHAPE,
    bidi.SHAPE,
    webdriver.SHAPE,
    rrweb.SHAPE,
    sentry.SHAPE,
    playwright.SHAPE,
    datadog.SHAPE,
    bugsnag.SHAPE,
    recorder.SHAPE,
    spot.SHAPE,
    betterbugs.SHAPE,
    highlight.SHAPE,
    lighthouse.SHAPE,
    loggers.PINO_BROWSER,
    loggers.GOOGLE,
    halves.SHAPE,
    flat.NETWORK,
    flat.CONSOLE,
    flat.ACTIONS,
    text.SHAPE,
)
"""The first family whose `Shape.fits` takes a row gets its vote: families with narrow tests come first."""

GENERIC: Shape = flat.GENERIC
"""Reads what no family has the majority of."""

MAPPED = Shape("mapped", "rows with your own names", lambda value: False, flat.read)
"""Reads rows that a user's mapping names fields of."""
