"""Levels of all recorders and loggers as `Severity`: words, numbers and names of console methods."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from upl_tui.entries import Severity
from upl_tui.values import frozen

_METHODS = {
    Severity.DEBUG: "debug",
    Severity.LOG: "log table dir dirxml startgroup startgroupcollapsed endgroup count countreset time timelog"
    " timeend clear profile profileend group groupcollapsed groupend",
    Severity.INFO: "info trace",
    Severity.WARN: "warn warning",
    Severity.ERROR: "error assert",
}
_WORDS = {
    Severity.DEBUG: "verbose fine finer finest silly all d v",
    Severity.INFO: "information ok http i",
    Severity.WARN: "notice w",
    Severity.ERROR: "err severe pageerror exception unhandledrejection networkerror e",
    Severity.FATAL: "fatal critical crit alert emerg emergency panic f",
}


def _by_word(words: dict[Severity, str]) -> dict[str, Severity]:
    return {word: severity for severity, line in words.items() for word in line.split()}


_SEVERITY_OF_METHOD = _by_word(_METHODS)
_SEVERITY_OF_WORD = _SEVERITY_OF_METHOD | _by_word(_WORDS)
_KINDS_OF_ROW = {"pageerror", "exception", "unhandledrejection", "networkerror"}
_ONLY_METHODS = set(_SEVERITY_OF_METHOD) - {"debug", "info", "warn", "warning", "error", "trace", "assert"}
_GROUP_STEP = {"group": 1, "groupcollapsed": 1, "startgroup": 1, "startgroupcollapsed": 1} | {
    "groupend": -1,
    "endgroup": -1,
}

_LARGEST = 1_000_000_000
_STEPS = (30, 40, 50, 60)
_SEVERITY_OF_STEP = (Severity.DEBUG, Severity.INFO, Severity.WARN, Severity.ERROR, Severity.FATAL)
_SEVERITY_OF_SYSLOG = (
    *[Severity.FATAL] * 3,
    Severity.ERROR,
    Severity.WARN,
    Severity.WARN,
    Severity.INFO,
    Severity.DEBUG,
)


@frozen
class Scale:
    """How one collection uses its levels; worked out from a sample by `scale_of`."""

    syslog: bool = False
    """Numbers 0 (emergency) to 7 (debug) instead of pino's and bunyan's 10 to 60."""
    methods: bool = False
    """The level is the name of a console method, so that ``trace`` is a message with a stack."""


PLAIN = Scale()


def scale_of(levels: Iterable[object]) -> Scale:
    """The scale of a collection from a sample of its level values."""
    numbers: list[float] = []
    methods = False
    for level in levels:
        if isinstance(level, str):
            methods = methods or fold_level(level) in _ONLY_METHODS
        if (number := _number(level)) is not None:
            numbers.append(number)
    return Scale(syslog=bool(numbers) and all(n in range(8) for n in numbers), methods=methods)


def severity_of(level: object, scale: Scale = PLAIN) -> Severity:
    """Severity of a word or a number; `Severity.UNKNOWN` when it is no level."""
    number = _number(level)
    if number is not None:
        return severity_of_number(number, syslog=scale.syslog)
    if not isinstance(level, str):
        return Severity.UNKNOWN
    word = fold_level(level)
    if word == "trace" and not scale.methods:
        return Severity.DEBUG
    return _SEVERITY_OF_WORD.get(word, Severity.UNKNOWN)


def severity_of_number(level: float, *, syslog: bool = False) -> Severity:
    """Severity of a logger's number: the nearest lower step of 20, 30, 40, 50, 60, or a syslog number."""
    if syslog and level in range(8):
        return _SEVERITY_OF_SYSLOG[int(level)]
    return _SEVERITY_OF_STEP[bisect_right(_STEPS, level)]


def severity_of_method(method: str) -> Severity:
    """Severity of a console method such as ``groupEnd``; `Severity.UNKNOWN` when it is none."""
    return _SEVERITY_OF_METHOD.get(fold_level(method), Severity.UNKNOWN)


def names_severity(word: object) -> bool:
    """Whether a word under a loose key such as ``type`` names a console method or a kind of error."""
    if not isinstance(word, str):
        return False
    folded = fold_level(word)
    return folded in _SEVERITY_OF_METHOD or folded in _KINDS_OF_ROW or folded == "fatal"


def group_step(method: str) -> int:
    """What a console method does to the depth of groups: 1, -1 or 0."""
    return _GROUP_STEP.get(fold_level(method), 0)


def fold_level(word: str) -> str:
    """The word as the tables have it: lower case, without blanks around it and without ``console.``."""
    return word.strip().lower().removeprefix("console.")


def _number(level: object) -> float | None:
    if isinstance(level, bool):
        return None
    if isinstance(level, str):
        level = int(level) if level.isascii() and level.isdigit() and len(level) < 10 else None
    if isinstance(level, (int, float)) and -_LARGEST < level < _LARGEST:
        return level
    return None
