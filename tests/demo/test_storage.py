from __future__ import annotations

import gzip
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.demo.asking import Answer, ask
from upl_tui.demo.storage import EXPIRES_S, Storage, StoredFile, read_files
from upl_tui.demo.wire import Origin, Request
from upl_tui.demo.workspace import DATA

KEY = "rec_a/some file.json"
BODY = bytes(range(100))
FILE = StoredFile(BODY, "application/json", "")


class Shelf:
    """Storage with one file on a real port, and a clock the test sets."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.25
        self.storage = Storage({KEY: FILE}, b"secret", lambda: self.seconds)
        self.origin = Origin(self.storage.answer)

    def url(self, key: str = KEY) -> str:
        return self.origin.url + self.storage.presign(key)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.origin.close()


def fault(answer: Answer) -> tuple[int, str | None, str | None]:
    assert answer.headers["content-type"] == "application/xml"
    error = ElementTree.fromstring(answer.body)
    return answer.status, error.findtext("Code"), error.findtext("Message")


def test_presigned_url_gives_the_file_with_its_headers(shelf: Shelf) -> None:
    answer = ask(shelf.url())

    assert (answer.status, answer.body) == (200, BODY)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-length"] == "100"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["etag"] == FILE.etag


def test_presigned_url_has_the_parameters_of_s3(shelf: Shelf) -> None:
    query = Request("GET", "/", shelf.url().partition("?")[2], {}).parameters

    assert query.keys() == {
        *("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"),
        *("X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"),
    }
    assert query["X-Amz-Expires"] == "60"
    assert query["X-Amz-Date"] == "20270115T080000Z"


def test_presigned_url_in_another_order_is_still_signed(shelf: Shelf) -> None:
    path, _, query = shelf.url().partition("?")
    reordered = "&".join(reversed(query.split("&")))

    assert ask(f"{path}?{reordered}").status == 200


@pytest.mark.parametrize(("seconds_later", "status"), [(EXPIRES_S - 1, 200), (EXPIRES_S, 403), (3600, 403)])
def test_presigned_url_runs_out_after_its_minute(shelf: Shelf, seconds_later: int, status: int) -> None:
    url = shelf.url()
    shelf.seconds += seconds_later

    answer = ask(url)

    assert answer.status == status
    if status == 403:
        assert fault(answer) == (403, "AccessDenied", "Request has expired")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        ("20270115T080000Z", "20270115T090000Z"),
        ("rec_a", "rec_b"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("X-Amz-Signature=", "X-Amz-Signature=%C3%A9"),
        ("X-Amz-Date", "versionId=1&X-Amz-Date"),
    ],
)
def test_changed_url_is_refused_as_not_matching(shelf: Shelf, old: str, new: str) -> None:
    url = shelf.url()
    assert old in url

    answer = ask(url.replace(old, new))

    assert fault(answer)[:2] == (403, "SignatureDoesNotMatch")


def test_url_of_another_run_is_refused(shelf: Shelf) -> None:
    stranger = Storage({KEY: FILE}, b"other secret", lambda: shelf.seconds)

    assert fault(ask(shelf.origin.url + stranger.presign(KEY)))[:2] == (403, "SignatureDoesNotMatch")


def test_url_without_a_signature_is_refused(shelf: Shelf) -> None:
    assert fault(ask(shelf.url().partition("?")[0])) == (403, "AccessDenied", "Access Denied")


def test_request_with_a_key_as_well_is_refused(shelf: Shelf) -> None:
    status, code, message = fault(ask(shelf.url(), {"Authorization": "Bearer uspl_x"}))

    assert (status, code) == (400, "InvalidArgument")
    assert message is not None
    assert message.startswith("Only one auth mechanism allowed")


def test_missing_file_is_no_such_key(shelf: Shelf) -> None:
    assert fault(ask(shelf.url("rec_a/gone.json")))[:2] == (404, "NoSuchKey")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_anything_but_get_is_refused(shelf: Shelf, method: str) -> None:
    answer = ask(shelf.url(), method=method)

    assert fault(answer)[:2] == (405, "MethodNotAllowed")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("bytes=40-", BODY[40:]),
        ("bytes=0-0", BODY[:1]),
        ("bytes=90-900", BODY[90:]),
        ("bytes=-5", BODY[-5:]),
        ("bytes=-500", BODY),
    ],
)
def test_range_gives_these_bytes_only(shelf: Shelf, wanted: str, expected: bytes) -> None:
    answer = ask(shelf.url(), {"Range": wanted})

    assert (answer.status, answer.body) == (206, expected)
    start = BODY.index(expected)
    assert answer.headers["content-range"] == f"bytes {start}-{start + len(expected) - 1}/100"


@pytest.mark.parametrize("wanted", ["bytes=100-", "bytes=-0"])
def test_range_outside_the_file_cannot_be_satisfied(shelf: Shelf, wanted: str) -> None:
    answer = ask(shelf.url(), {"Range": wanted})

    assert fault(answer)[:2] == (416, "InvalidRange")
    assert answer.headers["content-range"] == "bytes */100"


@pytest.mark.parametrize("wanted", ["bytes=9-3", "lines=1-2", "bytes=-", "bytes=a-b", "bytes=0-1,5-6"])
def test_range_that_is_none_is_ignored(shelf: Shelf, wanted: str) -> None:
    answer = ask(shelf.url(), {"Range": wanted})

    assert (answer.status, answer.body) == (200, BODY)


@pytest.mark.parametrize(("etag", "status"), [(FILE.etag, 206), ('"another"', 200)])
def test_range_counts_only_for_the_file_it_was_begun_with(shelf: Shelf, etag: str, status: int) -> None:
    answer = ask(shelf.url(), {"Range": "bytes=40-", "If-Range": etag})

    assert answer.status == status
    assert answer.body == (BODY[40:] if status == 206 else BODY)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30), st.text(max_size=12))
def test_any_range_header_gives_a_part_of_the_file_or_a_refusal(wanted: str, etag: str) -> None:
    storage = Storage({KEY: FILE}, b"secret", lambda: 0.0)
    path, _, query = storage.presign(KEY).partition("?")
    headers = {"range": f"bytes={wanted}", "if-range": etag or FILE.etag}

    answer = storage.answer(Request("GET", path, query, headers))

    assert answer.status in (200, 206, 416)
    assert answer.status == 416 or answer.body in BODY


def test_files_are_read_as_stored(tmp_path: Any) -> None:
    (tmp_path / "log.json.gz").write_bytes(gzip.compress(b"{}"))
    (tmp_path / "plain.ndjson").write_bytes(b"{}\n")
    (tmp_path / "notes.txt").write_bytes(b"left alone")

    files = read_files(tmp_path)

    assert files.keys() == {"log.json.gz", "plain.ndjson"}
    assert files["log.json.gz"][1:] == ("application/json", "gzip")
    assert gzip.decompress(files["log.json.gz"].body) == b"{}"
    assert files["plain.ndjson"] == (b"{}\n", "application/x-ndjson", "")


def test_package_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 4_000_000
