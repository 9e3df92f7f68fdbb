from __future__ import annotations

from urllib.parse import quote, urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.form import encoded_json_view, form_view
from upl_tui.redact import MASK, Masker

plain = st.text("abcxyz é&=+%\n", min_size=1, max_size=8)


@given(st.lists(st.tuples(plain, plain), min_size=1, max_size=5))
@settings(deadline=None, max_examples=100)
def test_form_view_decodes_what_was_encoded(pairs: list[tuple[str, str]]) -> None:
    view = form_view(urlencode(pairs), Masker())

    assert view is not None
    assert view.text == "\n".join(f"{name} = {value}" for name, value in pairs)
    assert view.name == f"form · {len(pairs)}"


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=100)
def test_form_and_encoded_json_take_any_text(text: str) -> None:
    form_view(text, Masker())
    encoded_json_view(text, Masker())
    encoded_json_view("%7B" + text, Masker())


def test_json_in_a_form_is_laid_out_and_masked() -> None:
    view = form_view(urlencode({"state": '{"a":1,"password":"canary"}'}), Masker())

    assert view is not None
    assert view.text == f'state = {{\n  "a": 1,\n  "password": "{MASK}"\n}}'


def test_encoded_json_is_decoded_laid_out_and_masked() -> None:
    view = encoded_json_view(quote('{"a":1,"password":"canary"}'), Masker())

    assert view is not None
    assert view == ("URL-encoded JSON", f'{{\n  "a": 1,\n  "password": "{MASK}"\n}}', "json")
    assert encoded_json_view("plain", Masker()) is None
