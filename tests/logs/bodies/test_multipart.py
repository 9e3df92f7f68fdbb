from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.logs.bodies.multipart import multipart_bytes_view, multipart_view
from upl_tui.redact import MASK, Masker

MIME = "multipart/form-data; boundary=b1"
names = st.text("abcxyz", min_size=1, max_size=6)
contents = st.text("abc xyz\té.,", max_size=30).map(str.strip)


def written(parts: list[tuple[str, str]]) -> str:
    return (
        "".join(
            f'--b1\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{content}\r\n'
            for name, content in parts
        )
        + "--b1--\r\n"
    )


@given(st.lists(st.tuples(names, contents), min_size=1, max_size=5))
@settings(deadline=None, max_examples=80)
def test_multipart_view_has_the_parts_that_the_standard_library_finds(parts: list[tuple[str, str]]) -> None:
    body = written(parts)
    message = message_from_bytes(f"Content-Type: {MIME}\r\n\r\n{body}".encode())
    found = message.get_payload()
    assert isinstance(found, list)

    view = multipart_view(body, MIME, Masker())

    assert view is not None
    assert view.name == f"multipart · {len(found)}"
    for number, part in enumerate(found, 1):
        assert isinstance(part, Message)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        heading = f"Part {number}: {len(content)} B\nContent-Disposition: {part['Content-Disposition']}"
        assert "\n".join(filter(None, (heading, content.decode()))) in view.text


@given(st.text("-b1\r\n: x", max_size=60), st.sampled_from([MIME, "multipart/mixed"]))
@settings(deadline=None, max_examples=200)
def test_multipart_view_loses_nothing_of_any_text(text: str, mime: str) -> None:
    view = multipart_view(text, mime, Masker())

    if view is not None and mime == MIME and "--b1" in text:
        assert view.text.count("x") == text.count("x")


def test_binary_part_is_told_and_dumped_and_a_secret_part_masked() -> None:
    body = (
        b'--b1\r\nContent-Disposition: form-data; name="password"\r\n\r\ncanary-part\r\n'
        b'--b1\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n"
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x78\x00\x00\x00\x50"
        + bytes(300)
        + b"\r\n--b1--\r\n"
    )

    view = multipart_bytes_view(body, MIME, Masker())

    assert view is not None
    assert "canary" not in view.text
    assert f"\n{MASK}\n" in view.text
    assert 'filename="a.png"' in view.text
    assert "PNG 120x80\n00000000: 8950 4e47" in view.text
    assert view.text.endswith("68 B more")


def test_text_without_a_boundary_is_no_multipart() -> None:
    assert multipart_view("hello", MIME, Masker()) is None
