"""What `Masker` lets out of a recording, by planted secrets and by look-alikes that must stay readable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upl_tui.redact import MASK, Masker

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ"
Show = Callable[[Masker], str]


def header(name: str, value: str) -> Show:
    return lambda masker: masker.header(name, value)


def url(text: str) -> Show:
    return lambda masker: masker.url(text)


def body(text: str, mime: str = "application/json") -> Show:
    return lambda masker: masker.body(text, mime)


def text(text: str) -> Show:
    return lambda masker: masker.text(text)


def named(name: str, value: str) -> Show:
    return lambda masker: masker.named(name, value)


def multipart(name: str, value: str) -> str:
    return (
        '--b1\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--b1\r\n'
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: text/plain\r\n\r\n'
        f"{value}\r\n--b1--\r\n"
    )


PLANTED: list[tuple[str, Show]] = [
    ("s3cr3t-bearer", header("Authorization", "Bearer s3cr3t-bearer")),
    ("Y2FuYXJ5OnB3", header("proxy-authorization", "Basic Y2FuYXJ5OnB3")),
    ("canary-digest", header("Authorization", 'Digest username="u", response="canary-digest"')),
    ("canaryA", header("Cookie", "sid=canaryA; theme=dark")),
    ("canaryB", header("cookie", "a=1; session=canaryB")),
    ("canaryC", header("Set-Cookie", "sid=canaryC; Path=/; HttpOnly\nother=2; Secure")),
    ("canary-key", header("X-Api-Key", "canary-key")),
    ("canary-csrf", header("X-CSRF-Token", "canary-csrf")),
    ("canary-xsrf", header("x-xsrf-token", "canary-xsrf")),
    ("canary-auth", header("X-Auth-User", "canary-auth")),
    (JWT, header("X-Forwarded-Note", f"jwt {JWT}")),
    ("canary-loc", header("Location", "https://x.test/cb?access_token=canary-loc&a=1")),
    ("canary-pw", url("https://user:canary-pw@x.test/a")),
    ("canaryq1", url("https://x.test/a?token=canaryq1&b=2")),
    ("canaryq2", url("https://x.test/a#access_token=canaryq2&state=1")),
    ("canaryq3", url("https://x.test/cb?code=canaryq3&state=xyz")),
    ("canaryq0", url("https://x.test/login?code=canaryq0")),
    ("canaryq4", url("https://b.s3.test/o?X-Amz-Date=20260101T000000Z&X-Amz-Signature=canaryq4")),
    ("canary q5", url("https://x.test/a?password=canary q5&b=2")),
    ("canaryq6", url("https://x.test/r?next=https%3A%2F%2Fy.test%2F%3Ftoken%3Dcanaryq6%26c%3D1")),
    ("canaryq7", url("https://x.test/g?variables=%7B%22password%22%3A%22canaryq7%22%7D&op=Login")),
    ("canaryq8", url("/maps/api?key=canaryq8")),
    ("canaryj1", body('{"user": "bob", "password": "canaryj1"}')),
    ("canaryj2", body('{"a": [{"b": {"accessToken" : "canaryj2"}}]}')),
    ("7391", body('{"card": {"cvv": 7391, "brand": "visa"}}')),
    ("canaryj4", body('{"credentials": {"type": "x", "parts": ["a", {"deep": "canaryj4"}]}}')),
    ("canaryj5", body(json.dumps({"body": json.dumps({"apiKey": 'canary"canaryj5'})}))),
    ("canaryj6", body('{"headers": [{"name": "Authorization", "value": "Bearer canaryj6"}]}')),
    ("canaryj7", body('{"password": "canaryj7 and the body was cut')),
    ("canaryj8", body('{"cookies": [{"name": "sid", "value": "canaryj8", "path": "/"}]}')),
    ("41339", body('{"cookies": [{"name": "other", "value": "41339", "priority": "Low"}]}')),
    ("canaryf1", body("user=bob&password=canaryf1&x=1", "application/x-www-form-urlencoded")),
    ("canaryf2", body("user%5Bpin%5D=canaryf2", "application/x-www-form-urlencoded")),
    ("canaryf3", body("code=canaryf3&grant_type=authorization_code", "application/x-www-form-urlencoded")),
    ("canary\r\nm1", body(multipart("password", "canary\r\nm1"), "multipart/form-data; boundary=b1")),
    ("canarym2", body(json.dumps({"postData": multipart("client_secret", "canarym2")}))),
    ("canarym3", body(multipart("state", '{"password":"canarym3"}'), "multipart/form-data")),
    ("canaryx0", body("<code>password=canaryx0</code>", "text/html")),
    ("canaryx1", body("<s:Envelope><s:Password>canaryx1</s:Password></s:Envelope>", "text/xml")),
    ("canaryx2", body('<input type="hidden" name="csrf_token" value="canaryx2">', "text/html")),
    ("canaryt1", text("login with password=canaryt1, then go")),
    ("canaryt2", text("user {name: 'bob', token: 'canaryt2'}")),
    ("canaryt3", text('response {"refresh_token":"canaryt3"} in 3 ms')),
    ("canary-t4", text("Authorization: Bearer canary-t4")),
    ("canaryt5", text("document.cookie = 'sid=canaryt5'")),
    (JWT, text(f"got\n{JWT}, ok")),
    (JWT, text(json.dumps(f"escaped\n{JWT}"))),
    ("AKIAIOSFODNN7EXAMPLE", text("key AKIAIOSFODNN7EXAMPLE used")),
    ("4eC39HqLyjWDarjtT1zdp7dc", text("stripe sk_live_4eC39HqLyjWDarjtT1zdp7dc")),
    ("R2D2c3poR2D2c3poR2D2c3poR2D2c3po", text("push with ghp_R2D2c3poR2D2c3poR2D2c3poR2D2c3po")),
    ("123456789012-abcdefGHIJ", text("slack xoxb-123456789012-abcdefGHIJ")),
    ("5f2c9a7e1b", text("userplane uspl_5f2c9a7e1b")),
    ("SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", text("maps AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY")),
    (
        "MIIEpAIBAAKCAQEA",
        text("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----"),
    ),
    ("4242 4242 4242 4242", text("paid with 4242 4242 4242 4242 today")),
    ("378282246310005", text("amex 378282246310005")),
    ("5555-5555-5555-4444", body('{"number": "5555-5555-5555-4444"}')),
    ("canaryxxxx", named("password", "canaryxxxx")),
    ("canary***", named("password", "canary***")),
    ("canary-named", named("new-password", "canary-named")),
    ("9042", named("otp", "9042")),
]

BENIGN: list[str] = [
    "Unexpected token < in JSON at position 0",
    "Invalid token: expired",
    "Password: required",
    "used tokens: 5 of max_tokens=4096, completion_tokens: 120",
    '{"token_type":"bearer","expires_in":3600,"tokens":17,"password":false,"secret":null,"apiKey":""}',
    '{"author":"Ann","keyboard":"qwerty","secretary":"Bob","key":"row-17","compass":"N","pinned":true}',
    "order 6f9619ff-8b86-d011-b42d-00c04fc964ff, ORD-2026-000123456789",
    "at 1795326315210 and 1795326315210.128, id 4242424242424241, 0.4242424242424242",
    "https://cdn.test/app.9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.js?v=2",
    "https://x.test/list?state=open&page=2&sort=key",
    "https://x.test/tax?country_code=DE&code=DE",
    "const token = getToken(); this.password = this.state.password; xhr.withCredentials=!0",
    '{"ean":"4000000000741","pin-tag":"a","score_cookies":-1}',
    '{"cookies": 3, "cookieCount": 4, "session": {"cookies": {"count": 2}}}',
    "cookies: 3, api_keys and tokenize, passwordless",
    "https://x.test/@ann/photos ssh://git@host.test/repo ann@x.test",
    "fetch(url, {credentials: 'include'})",
    "Authorization: Bearer undefined",
    'password=*** token="[Filtered]" secret: [REDACTED] {"pwd":"******","jwt":"<redacted>"}',
    "password: ****1234 token=eyJ*** apiKey=sk_live_•••••• pin: xxxx-1234 Authorization: Bearer [REDACTED]",
    "key=row-17 code=DE state=open at the start",
    "Basic understanding of the bearer of bad news",
    "monkey=1; hotkey: ctrl+k; bypass=true; sk-learn-is-a-word",
    '<input type="text" name="city" value="Rome"> <title>Password reset</title>',
    "<Button key=abc onPress>",
    "eyJust a word",
]


@pytest.mark.parametrize(("secret", "show"), PLANTED, ids=[secret[:20] for secret, _ in PLANTED])
def test_planted_secret_is_masked_and_counted(secret: str, show: Show) -> None:
    masker = Masker()

    shown = show(masker)

    assert secret not in shown
    assert MASK in shown
    assert sum(masker.masked.values()) >= 1


@pytest.mark.parametrize("show", [show for _, show in PLANTED], ids=[secret[:20] for secret, _ in PLANTED])
def test_planted_secret_with_reveal_passes_unchanged(show: Show) -> None:
    masker = Masker(reveal=True)

    assert MASK not in show(masker)
    assert masker.masked == {}


@pytest.mark.parametrize("benign", BENIGN)
def test_benign_look_alike_stays(benign: str) -> None:
    masker = Masker()

    assert masker.text(benign) == benign
    assert masker.body(benign, "text/plain") == benign
    assert masker.masked == {}


@pytest.mark.parametrize(
    ("show", "shown"),
    [
        (header("Authorization", "Bearer abc123"), f"Bearer {MASK}"),
        (header("Cookie", "a=1; b=two; c="), f"a={MASK}; b={MASK}; c="),
        (header("Set-Cookie", "a=1; Path=/; Max-Age=0"), f"a={MASK}; Path=/; Max-Age=0"),
        (header("ETag", '"33a64df5"'), '"33a64df5"'),
        (header("Access-Control-Allow-Headers", "authorization"), "authorization"),
        (header("WWW-Authenticate", 'Bearer realm="x"'), 'Bearer realm="x"'),
        (header("x-ratelimit-remaining-tokens", "149000"), "149000"),
        (url(f"https://u:p@x.test/a?jwt={JWT}&b=1#top"), f"https://{MASK}@x.test/a?jwt=eyJ{MASK}&b=1#top"),
        (
            body('{\n\t"a" : 1.50,\n\t"password" :  "x\\"y" ,"cvv":123}'),
            f'{{\n\t"a" : 1.50,\n\t"password" :  "{MASK}" ,"cvv":"{MASK}"}}',
        ),
        (
            body('{"name": "token", "type": "x", "value": "abc"}'),
            f'{{"name": "token", "type": "x", "value": "{MASK}"}}',
        ),
        (
            body('[["authorization", "abc"], ["password", "email"]]'),
            f'[["authorization", "{MASK}"], ["password", "email"]]',
        ),
        (body(multipart("otp", "12"), "multipart/form-data"), multipart("otp", MASK)),
        (
            body('{"a": "{\\"credentials\\": [\\"abc", "b": "ok"}'),
            f'{{"a": "{{\\"credentials\\": [\\"{MASK}", "b": "ok"}}',
        ),
        (
            body('{"secrets": [1, "a", {"expires": 9, "x": true, "y": "b"}], "z": "ok"}'),
            f'{{"secrets": ["{MASK}", "{MASK}", {{"expires": 9, "x": true, "y": "{MASK}"}}], "z": "ok"}}',
        ),
        (
            body('{"session": {"user": "ann", "token": "abc"}}'),
            f'{{"session": {{"user": "ann", "token": "{MASK}"}}}}',
        ),
        (body('{"secrets": [{"type": "x"}, "abc"]}'), f'{{"secrets": [{{"type": "x"}}, "{MASK}"]}}'),
        (body('{"token": '), '{"token": '),
        (text("a password=b c"), f"a password={MASK} c"),
        (text("sk_test_abcdefghij1 and ghp_abcdefghij1"), f"sk_test_{MASK} and ghp_{MASK}"),
        (named("email", "ann@x.test"), "ann@x.test"),
    ],
)
def test_mask_keeps_everything_around_the_secret(show: Show, shown: str) -> None:
    assert show(Masker()) == shown


def test_masked_counts_by_place_and_name() -> None:
    masker = Masker()

    masker.header("Authorization", "Bearer abc")
    masker.url("https://x.test/?token=abc&token=def")
    masker.text(f"{JWT} {JWT}")

    assert masker.masked == {"header authorization": 1, "query token": 2, "JWT": 2}


FRAGMENTS = r"""" \" \ { } [ ] : = & ? %22 %3A %3D % \n , ; < > password token Authorization Cookie name value
    cvv code= state= form-data;name= Bearer eyJ sk_live_ 4242424242424242 :// @ <input İ"""
fragments = st.sampled_from([*FRAGMENTS.split(), " ", "\n", "-----BEGIN PRIVATE KEY-----"])
hostile = st.lists(st.one_of(fragments, st.text(max_size=6)), max_size=40).map("".join)
secrets = st.text("abcdefghijklmnopqrstuvwxyzQWERTZ0123456789", min_size=12, max_size=24).map("Zq9".__add__)
PLACES = [
    '{{"password":"{}"}}',
    '{{"a":"{{\\"token\\":\\"{}\\"}}"}}',
    '{{"secrets":[1,{{"x":"{}"}}]}}',
    '{{"name":"Cookie","value":"sid={}"}}',
    "https://x.test/?access_token={}&z=1",
    "password={}",
    "Authorization: Bearer {}",
    "'apiKey': '{}'",
]


@given(hostile, st.sampled_from(["", "text/html", "application/json", "application/x-www-form-urlencoded"]))
@settings(deadline=None, max_examples=400)
def test_any_text_passes_without_an_error(text: str, mime: str) -> None:
    masker = Masker()

    for shown in (
        masker.text(text),
        masker.url(text),
        masker.body(text, mime),
        masker.header("cookie", text),
    ):
        assert isinstance(shown, str)
    assert Masker(reveal=True).body(text, mime) == text


@given(hostile, secrets, st.sampled_from(PLACES))
@example("password:", "Zq9000000000000", "'apiKey': '{}'")
@settings(deadline=None, max_examples=400)
def test_secret_on_a_line_of_its_own_is_masked_whatever_stands_before(
    before: str, secret: str, place: str
) -> None:
    text = before.replace('"', "").replace("\\", "") + "\n" + place.format(secret)

    assert secret not in Masker().text(text)


@given(hostile)
@settings(deadline=None, max_examples=300)
def test_text_without_names_and_forms_stays(text: str) -> None:
    plain = "".join(char for char in text if char in '{}[]:,&?% \n<>\u0130\\"')

    assert Masker().body(plain, "application/json") == plain


@given(
    st.lists(
        st.one_of(
            hostile,
            st.builds(str.format, st.sampled_from(PLACES), secrets),
            st.integers(1, 4_000).map("x ".__mul__),
            st.integers(100, 4_000).map(lambda size: "eyJ" + "ab.c" * size),
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(["application/json", "application/x-www-form-urlencoded"]),
)
@settings(deadline=None, max_examples=200)
def test_body_masked_in_slices_is_the_body_masked_whole(text: str, mime: str) -> None:
    whole, sliced = Masker(), Masker()
    expected = whole.body(text, mime)

    with patch("upl_tui.redact.slices.SLICE", 2_500):
        pieces = list(sliced.body_slices(text, mime))

    assert "".join(pieces) == expected
    assert sliced.masked == whole.masked
    assert len(pieces) >= len(text) // 20_000


def test_slices_of_a_body_full_of_secrets_come_one_by_one() -> None:
    text = json.dumps([{"password": "canary", "id": number} for number in range(40_000)])

    sizes = [len(piece) for piece in Masker().body_slices(text, "application/json")]

    assert max(sizes) < 300_000
    assert len(sizes) > 5


HOSTILE_PIECES = r""""token":{ "credentials":[1, \"token\":\" "name":"token", eyJ eyJ. sk- ://a pin= %25 \
    ?code=&state= <password> password=' form-data;name="password" <input/name=password"""


@pytest.mark.parametrize(
    "piece",
    [*HOSTILE_PIECES.split(), "4444 ", "bearer ", "password ", "-----BEGIN PRIVATE KEY-----"],
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))

    started = perf_counter()
    Masker().body(text, "text/html")

    assert perf_counter() - started < 3


@pytest.mark.parametrize(
    ("sample", "masked"),
    [
        ("capture/console.ndjson", {"body token": 2}),
        ("capture/actions.json", {}),
        ("sentry/event-with-breadcrumbs.json", {}),
        ("ndjson/lnav-pino.ndjson", {"body creditCardNumber": 1, "body creditCardCvv": 1}),
        (
            "capture/network.har.json",
            {
                "body Cookie": 41,
                "body cookies": 77,
                "body set-cookie": 4,
                "body authorization": 3,
                "body token": 2,
            },
        ),
    ],
)
def test_sample_recording_loses_its_secrets_and_nothing_else(
    data: Path, sample: str, masked: dict[str, int]
) -> None:
    masker = Masker()
    source = (data / sample).read_text(encoding="utf-8")

    shown = masker.body(source, "application/json")

    assert masker.masked == masked
    assert shown.count("\n") == source.count("\n")
