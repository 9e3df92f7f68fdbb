"""The filter language a second time: random queries, each with its meaning said plainly for one row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.query.table import FLAGS, METHODS, TAGS, Item
from upl_tui.entries import Severity

MOMENTS = {"N1": 0.0, "N2": 1500.0, "N3": 60_000.0}
WINDOW_MS = 2000.0


@dataclass(frozen=True)
class Ask:
    """A query as text, and whether a row matches it."""

    text: str
    holds: Callable[[int, Item], bool]


LETTERS = "abAB éÉяЯ\n"
TEXTS = st.text(LETTERS + '"\\*.', max_size=8)
WORDS = st.text("abABéÉяЯ", min_size=1, max_size=3)
URLS = st.sampled_from(["https://a.x.com/b?c=1", "https://x.com/", "/b/a", "", "HTTPS://A.X.COM"])

ITEMS = st.builds(
    Item,
    text=TEXTS,
    at_ms=st.none() | st.sampled_from([-1.0, 0.0, 999.5, 1500.0, 3500.0, 60_000.0, 62_000.0]),
    severity=st.sampled_from(Severity),
    url=st.none() | URLS,
    method=st.none() | st.sampled_from([*METHODS, "get", "PATCH", ""]),
    flags=st.none() | st.lists(st.sampled_from(FLAGS), max_size=2).map(tuple),
    count=st.none() | st.sampled_from([0, 1, 4.5, 5, 1000, 1024, float("nan")]),
    status=st.none() | st.sampled_from([101, 200, 399, 400, 404, 499, 500]),
    size=st.none() | st.sampled_from([0, 512, 1000, 1024, 1001, 2_000_000]),
    duration=st.none() | st.sampled_from([0.0, 1.0, 250.5, 1000.0, 83_400.0]),
    headers=st.none()
    | st.lists(
        st.tuples(
            st.sampled_from(["Accept", "accept", "X-Trace"]), st.sampled_from(["text/html", "Ab c", ""])
        )
    ).map(tuple),
)


def is_lower(text: str) -> bool:
    return not any(char != char.lower() for char in text)


def contains_smart(word: str, text: str) -> bool:
    return word in (text.lower() if is_lower(word) else text)


def like(glob: str, text: str, *, whole: bool, ignore_case: bool | None = None) -> bool:
    pattern = ".*".join(map(re.escape, glob.split("*")))
    fold = is_lower(glob) if ignore_case is None else ignore_case
    flags = re.DOTALL | (re.IGNORECASE if fold else re.NOFLAG)
    return bool(re.fullmatch(pattern, text, flags) if whole else re.search(pattern, text, flags))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def words() -> st.SearchStrategy[Ask]:
    return WORDS.map(lambda word: Ask(word, lambda row, item: contains_smart(word, item.text)))


def quotes() -> st.SearchStrategy[Ask]:
    return TEXTS.map(lambda text: Ask(quoted(text), lambda row, item: text in item.text))


def globs() -> st.SearchStrategy[Ask]:
    texts = st.text("abAé*", min_size=2, max_size=4).filter(lambda text: "*" in text)
    return texts.map(lambda glob: Ask(glob, lambda row, item: like(glob, item.text, whole=False)))


def regexes() -> st.SearchStrategy[Ask]:
    def ask(source: str, flag: str) -> Ask:
        pattern = re.compile(source, re.NOFLAG if flag == "c" else re.IGNORECASE)
        return Ask(f"/{source}/{flag}", lambda row, item: pattern.search(item.text) is not None)

    sources = st.sampled_from(
        ["a", "a b", "^A", "b$", r"\s", "[ab]+", "(a|é)+", "a.*b", r"\"", "(?!a)b", "a?b?"]
    )
    return st.builds(ask, sources, st.sampled_from(["", "i", "c"]))


def urls() -> st.SearchStrategy[Ask]:
    def contains(values: list[str]) -> Ask:
        return Ask(
            "url:" + ",".join(values),
            lambda row, item: item.url is not None and any(contains_smart(v, item.url or "") for v in values),
        )

    def whole(glob: str) -> Ask:
        return Ask(f"url:{glob}", lambda row, item: item.url is not None and like(glob, item.url, whole=True))

    def equal(url: str) -> Ask:
        return Ask(f"address:={quoted(url)}", lambda row, item: item.url == url)

    parts = st.lists(st.sampled_from(["a", "A", "x.com", "?c=1", "https://", "/b"]), min_size=1, max_size=2)
    globs = st.sampled_from(["*", "https://*.x.com/*", "*b*", "/b*", "*://A*", "h*ttps*"])
    return parts.map(contains) | globs.map(whole) | URLS.map(equal)


def choices() -> st.SearchStrategy[Ask]:
    def method(values: list[str], key: str) -> Ask:
        folded = {value.lower() for value in values}
        return Ask(f"{key}:{','.join(values)}", lambda row, item: (item.method or "-").lower() in folded)

    def exact(value: str) -> Ask:
        return Ask(f'method:"{value}"', lambda row, item: item.method == value)

    def flags(key: str, values: list[str]) -> Ask:
        return Ask(f"{key}:{','.join(values)}", lambda row, item: not {*values}.isdisjoint(item.flags or ()))

    def tagged(words: list[str]) -> Ask:
        def holds(row: int, item: Item) -> bool:
            return any(word in (item.flags or ()) or row in TAGS.get(word, ()) for word in words)

        return Ask(f"is:{','.join(words)}", holds)

    def ids(rows: list[int]) -> Ask:
        return Ask("id:" + ",".join(f"n{row + 1}" for row in rows), lambda row, item: row in rows)

    methods = st.lists(st.sampled_from([*METHODS, "post"]), min_size=1, max_size=2)
    return (
        st.builds(method, methods, st.sampled_from(["method", "verb", "METHOD"]))
        | st.sampled_from(["GET", "get"]).map(exact)
        | st.just(Ask("method:p*t", lambda row, item: like("p*t", item.method or "", whole=True)))
        | st.lists(st.sampled_from(FLAGS), min_size=1, max_size=2).map(lambda words: flags("has", words))
        | st.lists(st.sampled_from([*FLAGS, *TAGS]), min_size=1, max_size=3).map(tagged)
        | st.lists(st.integers(0, 5), min_size=1, max_size=3).map(ids)
    )


def levels() -> st.SearchStrategy[Ask]:
    known = [severity for severity in Severity if severity is not Severity.UNKNOWN]
    key = st.sampled_from(["level", "severity-read"])

    def some(key: str, values: list[Severity]) -> Ask:
        return Ask(f"{key}:" + ",".join(v.word for v in values), lambda row, item: item.severity in values)

    def compared(key: str, sign: str, value: Severity) -> Ask:
        return Ask(
            f"{key}:{sign}{value.word}",
            lambda row, item: item.severity > 0 and COMPARE[sign](item.severity, value),
        )

    def between(key: str, ends: list[Severity]) -> Ask:
        low, high = sorted(ends)
        return Ask(f"{key}:{low.word}..{high.word}", lambda row, item: low <= item.severity <= high)

    return (
        st.builds(some, key, st.lists(st.sampled_from(Severity), min_size=1, max_size=3))
        | st.builds(compared, key, st.sampled_from(list(COMPARE)), st.sampled_from(known))
        | st.builds(between, key, st.lists(st.sampled_from(known), min_size=2, max_size=2))
    )


COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}

NUMBERS: dict[str, tuple[Callable[[Item], float | None], dict[str, float]]] = {
    "count": (lambda item: item.count, {"0": 0, "4.5": 4.5, "5": 5, "1k": 1000, "1Ki": 1024}),
    "status": (lambda item: item.status, {"200": 200, "400": 400, "499": 499}),
    "size": (lambda item: item.size, {"512": 512, "1k": 1000, "1kB": 1000, "1ki": 1024, "2M": 2e6}),
    "duration": (
        lambda item: item.duration,
        {"1": 1, "250.5ms": 250.5, "1s": 1000, "1:23.4": 83_400, "1m": 6e4},
    ),
    "after": (lambda item: item.at_ms, {"0": 0, "1s": 1000, "1500ms": 1500, "1:00": 60_000, "N3": 60_000}),
}


def numbers() -> st.SearchStrategy[Ask]:
    def compared(key: str, sign: str, place: int) -> Ask:
        get, known = NUMBERS[key]
        text, number = list(known.items())[place % len(known)]

        def holds(row: int, item: Item) -> bool:
            value = get(item)
            return value is not None and COMPARE[sign](value, number)

        return Ask(f"{key}:{sign}{text}", holds)

    def between(key: str, first: int, second: int, open_end: str) -> Ask:
        get, known = NUMBERS[key]
        pairs = sorted(known.items(), key=lambda pair: pair[1])
        low, high = sorted((first % len(pairs), second % len(pairs)))
        left = "" if open_end == "low" else pairs[low][0]
        right = "" if open_end == "high" else pairs[high][0]

        def holds(row: int, item: Item) -> bool:
            value = get(item)
            above = value is not None and (not left or value >= pairs[low][1])
            return above and value is not None and (not right or value <= pairs[high][1])

        return Ask(f"{key}:{left}..{right}", holds)

    def bare(key: str, text: str, sign: str, number: float, get: Callable[[Item], float | None]) -> Ask:
        def holds(row: int, item: Item) -> bool:
            value = get(item)
            return value is not None and COMPARE[sign](value, number)

        return Ask(f"{key}:{text}", holds)

    place = st.integers(0, 5)
    keys = st.sampled_from(list(NUMBERS))
    return (
        st.builds(compared, keys, st.sampled_from(list(COMPARE)), place)
        | st.builds(between, keys, place, place, st.sampled_from(["", "low", "high"]))
        | st.sampled_from(
            [
                bare("status-code", "404", "=", 404, lambda item: item.status),
                bare("larger-than", "1k", ">", 1000, lambda item: item.size),
                bare("time", "1s", ">", 1000, lambda item: item.duration),
                bare("after", "1.5s", ">", 1500, lambda item: item.at_ms),
                bare("larger-than", "<1k", "<", 1000, lambda item: item.size),
                Ask(
                    "status:4xx,5*",
                    lambda row, item: item.status is not None and item.status // 100 in (4, 5),
                ),
                Ask("status:40X", lambda row, item: item.status is not None and item.status // 10 == 40),
            ]
        )
    )


def moments() -> st.SearchStrategy[Ask]:
    def near(text: str, moment: float) -> Ask:
        return Ask(
            f"near:{text}", lambda row, item: item.at_ms is not None and abs(item.at_ms - moment) <= WINDOW_MS
        )

    return st.sampled_from([near("N2", 1500), near("1:01.5", 61_500), near("0", 0), near("3s", 3000)])


def pairs() -> st.SearchStrategy[Ask]:
    def ask(text: str, holds: Callable[[str, str], bool]) -> Ask:
        return Ask(f"header:{text}", lambda row, item: any(holds(n, v) for n, v in item.headers or ()))

    return st.sampled_from(
        [
            ask("ACCEPT", lambda name, value: name.lower() == "accept"),
            ask("x-*", lambda name, value: name.lower().startswith("x-")),
            ask("accept=html", lambda name, value: name.lower() == "accept" and "html" in value.lower()),
            ask("accept=Ab", lambda name, value: name.lower() == "accept" and "Ab" in value),
            ask('accept="Ab c"', lambda name, value: name.lower() == "accept" and "Ab c" in value),
            ask(
                "x-trace=/^ab c$/", lambda name, value: name.lower() == "x-trace" and value.lower() == "ab c"
            ),
            ask("=text", lambda name, value: "text" in value.lower()),
            ask("/^x/", lambda name, value: name.lower().startswith("x")),
        ]
    )


def joined(asks: st.SearchStrategy[Ask]) -> st.SearchStrategy[Ask]:
    def every(parts: list[Ask], sign: str) -> Ask:
        return Ask(
            "(" + sign.join(p.text for p in parts) + ")",
            lambda row, item: all(p.holds(row, item) for p in parts),
        )

    def some(parts: list[Ask], sign: str) -> Ask:
        return Ask(
            "(" + sign.join(p.text for p in parts) + ")",
            lambda row, item: any(p.holds(row, item) for p in parts),
        )

    def no(part: Ask, sign: str) -> Ask:
        return Ask(sign + part.text, lambda row, item: not part.holds(row, item))

    several = st.lists(asks, min_size=2, max_size=3)
    return (
        st.builds(every, several, st.sampled_from([" ", " AND ", " && "]))
        | st.builds(some, several, st.sampled_from([" OR ", "|", " || "]))
        | st.builds(no, asks, st.sampled_from(["-", "!", "NOT ", "NOT -NOT "]))
    )


TERMS = (
    words() | quotes() | globs() | regexes() | urls() | choices() | levels() | numbers() | moments() | pairs()
)
ASKS = st.recursive(TERMS, joined, max_leaves=5)
