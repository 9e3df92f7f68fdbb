"""The rules by which entries of different logs are linked, each with its limit."""

from __future__ import annotations

from upl_tui.links.rule import Rule

REQUEST_ID = Rule(
    "request-id",
    "The console entry carries the id of the request; of several parts of a redirect, the last one "
    "that had begun.",
)
NAMES_URL = Rule(
    "names-url",
    "The console entry names the URL or the path of the request, and was written while the request ran "
    "or at most {window} after it ended; of several such requests the one whose method, status and outcome "
    "fit best, then the latest that began.",
    2000,
)
NAMES_STATUS = Rule(
    "names-status",
    "A warning or an error names the status of exactly one request that was refused with it at most "
    "{window} before.",
    250,
    sure=False,
)
FAILED_JUST_BEFORE = Rule(
    "failed-just-before",
    "The console entry says that some request failed, without naming it, and exactly one request ended "
    "without an answer at most {window} before or after.",
    100,
    sure=False,
)
REDIRECT = Rule(
    "redirect",
    "The answer sent the browser on to the URL of a request that began at most {window} later.",
    2000,
)
PREFLIGHT = Rule(
    "preflight",
    "An OPTIONS request to the same URL began at most {window} before or after: the browser asked whether "
    "the request is allowed.",
    1000,
)
ONE_DEED = Rule(
    "one-action",
    "A submit, a change or a focus at most {window} after a click, a tap or a key is part of that action.",
    100,
)
NAVIGATED = Rule(
    "navigated",
    "The page changed at most {window} after a click, a tap, a key or a submit, with no other action "
    "between.",
    1000,
    sure=False,
)
STARTED_BY = Rule(
    "started-by",
    "The request began at most {window} after the user's action, with no other action between.",
    1000,
    sure=False,
)
WRITTEN_AFTER = Rule(
    "written-after",
    "The console entry was written at most {window} after the user's action, with no other action between, "
    "and belongs to no request.",
    1000,
    sure=False,
)
SAME_FAILURE = Rule(
    "same-failure",
    "Two console entries of different origin (the browser, the page's own console.error, an uncaught error) "
    "tell the same error within {window}, or belong to the same failed request.",
    250,
)

RULES = (
    REQUEST_ID,
    NAMES_URL,
    NAMES_STATUS,
    FAILED_JUST_BEFORE,
    REDIRECT,
    PREFLIGHT,
    ONE_DEED,
    NAVIGATED,
    STARTED_BY,
    WRITTEN_AFTER,
    SAME_FAILURE,
)
"""In the order in which they are tried."""
