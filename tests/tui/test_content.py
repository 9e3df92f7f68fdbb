from __future__ import annotations

from unicodedata import category

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tests.tui.widgets.logs import HOSTILE
from upl_tui.safe_text import visible
from upl_tui.tui.content import SafeFilter, cut_pieces, fit, reach, safe_content, safe_pieces

ANY_TEXT = st.text(st.characters() | st.sampled_from("\x1b\r\n\t\u202e\u200d\u0301漢é👩🏽️"), max_size=80)
ANY_SPANS = st.lists(
    st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda span: (min(span), max(span))), max_size=5
).map(sorted)


def is_harmless(text: str) -> bool:
    return not any(category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in text)


@given(ANY_TEXT, ANY_SPANS)
@settings(deadline=None)
def test_safe_pieces_of_any_text_are_harmless_and_lose_nothing(
    text: str, spans: list[tuple[int, int]]
) -> None:
    pieces = safe_pieces(text, spans)

    assert all(is_harmless(piece) for piece, _ in pieces)
    plain = [(char, any(a <= i < b for a, b in spans)) for i, char in enumerate(text) if _shows_itself(char)]
    shown = [(char, hit) for piece, hit in pieces for char in piece]
    assert _is_subsequence(plain, shown)


def _shows_itself(char: str) -> bool:
    return char.isascii() and char.isprintable()


def _is_subsequence(short: list[tuple[str, bool]], long: list[tuple[str, bool]]) -> bool:
    rest = iter(long)
    return all(item in rest for item in short)


def test_safe_pieces_hit_behind_an_escape_marks_the_same_characters() -> None:
    pieces = safe_pieces("\x1b[31mred alert", [(5, 8)])

    assert pieces == [("\\x1b[31m", False), ("red", True), (" alert", False)]


def test_safe_pieces_overlapping_hits_are_not_shown_twice() -> None:
    assert "".join(piece for piece, _ in safe_pieces("abcdef", [(0, 4), (2, 5)])) == "abcdef"


def test_safe_content_with_markup_in_the_text_shows_it_literally() -> None:
    content = safe_content(HOSTILE, [(0, 3)], style="bold", mark="reverse")

    assert content.plain == "".join(piece for piece, _ in safe_pieces(HOSTILE, [(0, 3)]))
    assert "[/red]" in content.plain
    assert {str(span.style) for span in content.spans} == {"bold", "reverse"}


@given(ANY_TEXT, st.integers(0, 40), st.booleans())
@settings(deadline=None)
def test_fit_any_text_takes_exactly_the_width(text: str, width: int, right: bool) -> None:
    shown = visible(text)

    fitted = fit(shown, width, right=right)

    assert cell_len(fitted) == width
    if cell_len(shown) <= width:
        assert fitted.strip() == shown.strip()
    elif width:
        assert fitted.rstrip().endswith("…")


def test_fit_wide_character_at_the_edge_is_left_out_whole() -> None:
    assert fit("ab漢字", 5) == "ab漢…"
    assert fit("ab漢字", 4) == "ab …"


@given(st.lists(ANY_TEXT, max_size=4), st.integers(0, 40))
@settings(deadline=None)
def test_cut_pieces_never_take_more_than_the_width(texts: list[str], width: int) -> None:
    pieces = [(visible(text), number) for number, text in enumerate(texts)]

    cut = cut_pieces(pieces, width)

    assert sum(cell_len(text) for text, _ in cut) <= width
    if sum(cell_len(text) for text, _ in pieces) <= width:
        assert cut == pieces


@given(ANY_TEXT, st.integers(1, 20))
@settings(deadline=None)
def test_reach_of_a_text_without_combining_marks_fills_the_width(text: str, width: int) -> None:
    text = "".join(char for char in text if category(char)[0] != "M")

    whole, start = visible(text), visible(text[: reach(width)])

    if len(text) > reach(width) and "\ufe0f" not in text:
        assert cell_len(start) >= min(width, cell_len(whole))


@given(ANY_TEXT)
@settings(deadline=None)
def test_safe_filter_any_segment_comes_out_harmless_and_as_wide(text: str) -> None:
    style = Style(bold=True)

    (out,) = SafeFilter().apply([Segment(text, style)], Color(0, 0, 0))

    assert is_harmless(out.text)
    assert cell_len(out.text) == cell_len(text)
    assert out.style is style


def test_safe_filter_harmless_segments_pass_untouched() -> None:
    segments = [Segment("plain"), Segment("漢字 é\u00a0")]

    assert SafeFilter().apply(segments, Color(0, 0, 0)) == segments


def test_safe_filter_control_segments_of_the_program_pass() -> None:
    control = Segment("\x1b[2J", None, [(3,)])  # type: ignore[list-item]

    assert SafeFilter().apply([control], Color(0, 0, 0)) == [control]
