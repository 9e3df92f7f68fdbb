"""Every rule of a story in one place, each with its definition and its limit."""

from __future__ import annotations

from textwrap import wrap

from upl_tui.links import RULES as LINK_RULES
from upl_tui.links import Rule

ASKED = Rule("asked-for", "The entry that the story is about.")
ACTED_BEFORE = Rule(
    "acted-before",
    "The user's last action, at most {window} before the entry, when no other rule names one.",
    5000,
    sure=False,
)
FIRST_BAD_ANSWER = Rule(
    "first-bad-answer",
    "Of the requests that the action started, the first of the page's own site that got no good answer. "
    "Requests to other sites are never blamed.",
)
BAD_ANSWER_BEFORE = Rule(
    "bad-answer-before",
    "Exactly one fetch or XHR of the page's own site that the same action started failed at most {window} "
    "before an error that names no request.",
    100,
    sure=False,
)
SAME_DEED = Rule(
    "same-action",
    "The action started this request too. When it failed, and nothing says that the entry in question is "
    "about it, it is context and no cause.",
)
SEEN_IN_CONSOLE = Rule(
    "seen-in-console",
    "A console entry tells the same failure by the rule same-failure, or names the request.",
)
AFTER_ANSWER = Rule(
    "after-answer",
    "The last request of the page's own site that was answered well at most {window} before an "
    "uncaught error.",
    500,
    sure=False,
)
FOLLOWED = Rule(
    "followed",
    "A warning or an error of the page's own at most {window} after the failure, with no other action "
    "between, that speaks of no request.",
    1000,
    sure=False,
)
LEFT_PAGE = Rule(
    "left-page",
    "The request was aborted, and a document was asked for or the page changed at most {window} before or "
    "after that.",
    500,
)
DONE_AGAIN = Rule(
    "done-again", "The user did the same to the same element while the request had no answer yet."
)
SENT_AGAIN = Rule(
    "sent-again",
    "Two requests with the same method and URL: the second began while the first was still running.",
)
RETRIED = Rule(
    "retried",
    "A request with the same method and URL began at most {window} after the first one failed: by the user "
    "when an action started it, else by the page itself.",
    60_000,
)
NEXT_DEED = Rule("next-action", "The user's first action after the failure, at most {window} later.", 30_000)
EARLIER_REFUSAL = Rule(
    "earlier-refusal",
    "A request of the page's own site that changes something was refused on the same page at most {window} "
    "before the action. It is context: nothing links it to the failure.",
    5000,
    sure=False,
)
SLOW_ANSWER = Rule(
    "slow-answer", "A request that an action started took {window} or longer, streams left out.", 3000
)
RAGE = Rule("rage-click", "Three clicks or more on one element within {window}.", 1000)
DEAD = Rule(
    "dead-click",
    "A click, not into a field to type in, after which for {window} no request began, no page changed, no "
    "console entry was written, and no other effect (change, input, focus, submit, scroll) is recorded. "
    "Needs the action, network and console logs, with times on one clock. What only changes the look of a "
    "page is not recorded.",
    1000,
    sure=False,
)
BEFORE_ERROR = Rule("before-error", "The action that a failed request or an error in the console came from.")
REPLACED = Rule(
    "replaced",
    "A GET without answer for which no reason is recorded, and while it ran the page asked the same path "
    "with another query: it was likely aborted for the newer one, and ranks as an aborted one does.",
    sure=False,
)
OTHER_SITE = Rule(
    "other-site",
    "A request or a script belongs to another site when the browser says so (Sec-Fetch-Site), or when its "
    "host shares no registrable domain with the page. It is ranked low, and never blamed for a failure of "
    "the page's own.",
)

RULES = (
    ASKED,
    ACTED_BEFORE,
    FIRST_BAD_ANSWER,
    BAD_ANSWER_BEFORE,
    SAME_DEED,
    SEEN_IN_CONSOLE,
    AFTER_ANSWER,
    FOLLOWED,
    LEFT_PAGE,
    DONE_AGAIN,
    SENT_AGAIN,
    RETRIED,
    NEXT_DEED,
    EARLIER_REFUSAL,
    SLOW_ANSWER,
    RAGE,
    DEAD,
    BEFORE_ERROR,
    REPLACED,
    OTHER_SITE,
    *LINK_RULES,
)


def rules_text(width: int = 0) -> str:
    """All rules for reading: name, definition, and whether only the time speaks for a link.

    Definitions are broken into lines of at most `width` characters; 0 leaves each on one line.
    """
    lines = []
    for rule in RULES:
        lines.append(rule.name + ("" if rule.sure else " (likely, shown with a question mark)"))
        definition = wrap(rule.definition, width - 2) if width else [rule.definition]
        lines += [*(f"  {line}" for line in definition), ""]
    return "\n".join(lines)
