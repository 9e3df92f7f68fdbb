"""What a console text says of a request: URLs, paths, methods, statuses, and errors without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LOOKED_AT = 2000
"""Characters of a text: what it is about stands at its beginning, a stack or a dump below."""
_MOST_MENTIONS = 8
_MENTION = re.compile(
    r"""(?P<url>\b(?:https?|wss?)://[^\s'"<>`|\\^{}()\[\]]{1,2000})|(?<![\w/:.<])(?P<path>/[\w~%@.-][^\s'"<>`|\\^{}()\[\],;]{0,1000})"""
)
_STACK_LINE = re.compile(r"\n\s*(?:at |[\w.$<>/*]*@)")
_STATUS = re.compile(r"(?<![\w.,:/-])([45]\d\d)(?![\w/-]|[.,]\d)")
_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_NO_ANSWER = re.compile(
    r"Failed to fetch|NetworkError|Network Error|Load failed|Network request failed|net::ERR_|"
    r"NS_ERROR_|ERR_NETWORK|AbortError|ECONN|timeout of \d+ ?ms|blocked by CORS",
    re.IGNORECASE,
)
_ERROR = re.compile(r"(?:\b[A-Z]\w*(?:Error|Exception))(?:: [^\n]{1,300})?|Error: [^\n]{1,300}")
_UNCAUGHT = re.compile(r"\AUncaught (?:\(in promise\) )?")


def opening(text: str) -> str:
    """The beginning of a text, without the stack below it."""
    text = text[:_LOOKED_AT]
    stack = _STACK_LINE.search(text)
    return text[: stack.start()] if stack else text


def mentions(text: str) -> Iterator[str]:
    """URLs and paths that an opening names, in their order, without the punctuation behind them."""
    for number, match in enumerate(_MENTION.finditer(text)):
        if number == _MOST_MENTIONS:
            return
        yield match[0].rstrip(".,;:!?")


def may_mention(text: str) -> bool:
    """Whether a text could name a request at all; quick, for the many that do not."""
    return "/" in text


def statuses(text: str) -> frozenset[int]:
    """Numbers of an opening that may be the status of a refusal."""
    return frozenset(int(number) for number in _STATUS.findall(text))


def methods(text: str) -> frozenset[str]:
    """Request methods that an opening names."""
    return frozenset(_METHOD.findall(text))


def tells_no_answer(text: str) -> bool:
    """Whether an opening has the words by which browsers and libraries report a request without answer."""
    return _NO_ANSWER.search(text) is not None


def error_of(text: str) -> str:
    """The error that an opening tells, ``Name: message``; the whole first line when it names none.

    So that ``Uncaught (in promise) Error: no``, ``Error: no`` and ``order failed Error: no`` are one.
    """
    line = _UNCAUGHT.sub("", opening(text)).partition("\n")[0].strip()
    found = None
    for found in _ERROR.finditer(line):
        if ": " in found[0]:
            break
    return found[0] if found else line
