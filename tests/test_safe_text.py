from __future__ import annotations

import string
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.safe_text import visible

HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
GLYPHLESS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180F, 0x3164, 0xFFA0}
GLYPHLESS |= {*range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
SKIN_TONES = set(range(0x1F3FB, 0x1F400))

hostile_chars = st.one_of(
    st.sampled_from(
        "\x00\x1b\r\n\t\x7f\x9b\u200d\ufe0f\ufe0e\u202e\u2066\u0301\u20e3\u3164❤1👨🏽é한\ud83d\\ "
    ),
    st.characters(),
    st.characters(categories=["Mn", "Me", "Mc", "Cf", "Cs", "Cc"]),
)
hostile_text = st.text(hostile_chars, max_size=60)


def is_forbidden(char: str) -> bool:
    return category(char) in HIDDEN_CATEGORIES or ord(char) in GLYPHLESS | SKIN_TONES


@pytest.mark.parametrize(
    ("recorded", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x1b]52;c;aGk=\x07", r"\x1b]52;c;aGk=\x07"),
        ("a\x00b\x7fc\x9bd\x85e", r"a\x00b\x7fc\x9bd\x85e"),
        ("over\rwritten", r"over\rwritten"),
        ("one\ntwo\r\nthree", "one⏎two⏎three"),
        ("a\tb", "a b"),
        ("\u202egpj.exe\u202c", r"\u202egpj.exe\u202c"),
        ("zero\u200bwidth\ufeff\u00ad", r"zero\u200bwidth\ufeff\xad"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("cut \ud83d", r"cut \ud83d"),
        ("\ue000\uffff\U0010ffff", r"\ue000\uffff\U0010ffff"),
        ("\u3164\u115f\u1160\uffa0\u034f", r"\u3164\u115f\u1160\uffa0\u034f"),
        ("👨\u200d👩\u200d👧", r"👨\u200d👩\u200d👧"),
        ("👍🏽", r"👍\U0001f3fd"),
        ("⚠\ufe0f careful ❤\ufe0e 1\ufe0f\u20e3", "⚠ careful ❤ 1\u20e3"),
        ("a\ufe0f ⚠\ufe0f\ufe0f \ufe0f", r"a\ufe0f ⚠\ufe0f \ufe0f"),
        ("\u0301start", r"\u0301start"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + r"\u0301\u0301"),
    ],
)
def test_visible_harmful_character_becomes_escape(recorded: str, shown: str) -> None:
    assert visible(recorded) == shown


@pytest.mark.parametrize(
    "text",
    [
        r"C:\temp\new \x1b is written out \u202e",
        "Prix : 10\u00a0€, 全角\u3000空白",
        "naïve Ünïcödé, Ελληνικά, русский, עברית, العربية",
        "हिन्दी ภาษาไทย 한국어 日本語 中文",
        "🚀 🇩🇪 ⠀ ─│ ✓ →",
        "\u1112\u1161\u11ab decomposed",
        "[/red] [@click=app.quit]x[/] :smile: ${jndi}",
    ],
)
def test_visible_readable_text_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "codes",
    [range(0x20, 0x20000), range(0x2FF00, 0x30100), range(0xE0000, 0xE0400), range(0x10FF00, 0x110000)],
)
def test_visible_every_character_of_unicode_is_shown_or_escaped(codes: range) -> None:
    chars = {chr(code) for code in codes} - set(string.printable)

    shown = set(visible("a".join(["", *chars, ""]))) - set(string.printable)

    assert shown == {char for char in chars if not is_forbidden(char)}


@given(hostile_text)
@settings(deadline=None, max_examples=400)
def test_visible_any_text_holds_nothing_forbidden(text: str) -> None:
    shown = visible(text)

    assert not [char for char in shown if is_forbidden(char)]


@given(hostile_text)
@settings(deadline=None, max_examples=400)
def test_visible_twice_changes_nothing(text: str) -> None:
    once = visible(text)

    assert visible(once) == once


@given(hostile_text)
@settings(deadline=None, max_examples=400)
def test_visible_marks_never_pile_up_or_touch_what_stands_before(text: str) -> None:
    shown = visible(text)

    run = 4
    for char in shown:
        run = run + 1 if category(char)[0] == "M" else 0
        assert run <= 4


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
@settings(deadline=None, max_examples=100)
def test_visible_printable_ascii_is_unchanged(text: str) -> None:
    assert visible(text) == text
