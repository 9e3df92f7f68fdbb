from __future__ import annotations

import pytest

from upl_tui.entries import Frame
from upl_tui.logs.own_code import is_own, own_stack

PAGE = "https://shop.test/checkout"
OWN = Frame("pay", "https://shop.test/app.js", 31, 7)
REACT = Frame("commit", "https://shop.test/node_modules/react-dom/index.js", 1, 1)
SCOPED = Frame("run", "https://shop.test/node_modules/@sentry/browser/x.js", 1, 1)
CDN = Frame("emit", "https://cdn.example/lib.js", 2, 2)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://shop.test/app.js", True),
        ("https://shop.test:8443/app.js", False),
        ("http://shop.test/app.js", False),
        ("https://cdn.shop.test/app.js", False),
        ("https://shop.test/node_modules/react/index.js", False),
        ("webpack-internal:///./src/app.ts", True),
        ("webpack-internal:///./node_modules/react/index.js", False),
        ("chrome-extension://abc/inject.js", False),
        ("<anonymous>", False),
        ("", False),
    ],
)
def test_own_code_has_the_origin_of_the_page_and_is_no_package(url: str, own: bool) -> None:
    assert is_own(Frame("f", url, 1, 1), PAGE) is own


def test_own_code_of_an_unknown_page_is_any_on_the_web() -> None:
    assert is_own(CDN, "")
    assert not is_own(REACT, "")


def test_runs_of_foreign_frames_are_counted_and_named() -> None:
    stack = own_stack([CDN, OWN, REACT, REACT, SCOPED, CDN, OWN], PAGE)

    assert stack.split("\n") == [
        "at emit (https://cdn.example/lib.js:2:2)",
        "at pay (https://shop.test/app.js:31:7)",
        "… 4 more frames (react-dom, @sentry/browser, cdn.example)",
        "at pay (https://shop.test/app.js:31:7)",
    ]


@pytest.mark.parametrize("frames", [[], [OWN, OWN], [CDN, REACT], [OWN, CDN, OWN]])
def test_stack_in_which_nothing_would_fold_is_left_alone(frames: list[Frame]) -> None:
    assert own_stack(frames, PAGE) == ""
