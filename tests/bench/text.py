"""Cheap, repeatable pieces of text for the recordings to measure with."""

from __future__ import annotations

import random
from collections.abc import Callable

SITE = "https://shop.example.com"
_VOCABULARY = (
    "account action admin analytics archive avatar balance basket batch billing boundary branch bucket "
    "button cache cancel canvas channel checkout client commit component consent context cookie coupon "
    "currency customer dashboard decode delivery dispatch document draft editor effect email endpoint "
    "event experiment export failed fallback feature fetch field filter flush focus footer frame gateway "
    "handler header heartbeat history hydrate identity image import index input invoice item journal key "
    "language layout ledger loader locale login manifest margin member message metric migration modal "
    "module mount mutation network notice offer operation order origin packet page partner payload "
    "payment permission pixel plugin policy portal preview price product profile promise proxy query "
    "queue quota reader receipt reducer refresh region render replay request response result retry route "
    "sample schedule schema scroll search section segment sender session setting shadow shipment signal "
    "snapshot socket source status storage stream style submit summary sync table target task template "
    "tenant theme thread ticket timeout token toolbar tracker transfer trigger update upload user "
    "validation variant vendor version viewport voucher warning webhook widget window worker"
)
WORDS = _VOCABULARY.split()


class Text:
    """Draws from a seed of its own; sentences and addresses are drawn once and then picked."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)
        self._sentences = [self._words(size) for size in range(1, 42) for _ in range(20)]
        self._urls = [
            f"{SITE}/api/v{self.number(1, 3)}/{'/'.join(self._words(3).split())}?id={self.hex()}"
            for _ in range(500)
        ]

    def _words(self, size: int) -> str:
        return " ".join(self.random.choices(WORDS, k=size))

    def word(self) -> str:
        return self.random.choice(WORDS)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def hex(self) -> str:
        return f"{self.random.getrandbits(32):08x}"

    def url(self) -> str:
        return self.random.choice(self._urls)

    def sentence(self) -> str:
        """Short ones are far more frequent."""
        return self._sentences[int(self.random.random() ** 3 * len(self._sentences))]

    def frames(self, count: int) -> list[dict[str, object]]:
        return [
            {
                "functionName": f"{self.word()}.{self.word()}",
                "url": f"{SITE}/assets/{self.word()}-{self.hex()}.js",
                "line": self.number(1, 60_000),
                "column": self.number(1, 900),
            }
            for _ in range(count)
        ]

    def tree(self, depth: int) -> dict[str, object]:
        leaves: list[Callable[[], object]] = [
            self.sentence,
            self.hex,
            lambda: self.number(0, 100_000),
            lambda: None,
        ]
        return {
            self.word(): self.tree(depth - 1)
            if depth and self.random.random() < 0.3
            else self.random.choice(leaves)()
            for _ in range(self.number(2, 6))
        }
