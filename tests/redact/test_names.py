from __future__ import annotations

import re

import pytest

from upl_tui.redact.names import (
    FRAGMENTS,
    Telling,
    any_of,
    is_about,
    telling,
    telling_header,
    telling_parameter,
    wraps_secrets,
)

CERTAIN = """password Password PASSWORD newPassword password_confirmation user[password] passwd passphrase pwd
clientSecret client-secret AWSSecretKey cvv CVC2 pin cardNumber card_no creditCardCvv ssn IBAN otp mfa_code
securityCode userpassword"""
LIKELY = """token accessToken ACCESS_TOKEN refreshtoken csrfmiddlewaretoken jwt authorization X-Auth auth
session sessionId PHPSESSID connect.sid sid apiKey api_key X-Api-Key privateKey Ocp-Apim-Subscription-Key
x-csrf-token Cookie set-cookie cookies signature X-Amz-Credential tokens bearer"""
BENIGN = """key author keyboard secretary monkey tokenize token_type max_tokens_count expiresIn
passwordMinLength passwordChangedAt token_url card_last4 cardBrand pinned shipping publicKey idempotency-key
etag id 42 _ compass authorizationEndpoint hotkeys scorecard"""


@pytest.mark.parametrize("name", CERTAIN.split())
def test_telling_name_of_a_password_or_code_is_certain(name: str) -> None:
    assert telling(name) is Telling.YES


@pytest.mark.parametrize("name", LIKELY.split())
def test_telling_name_of_a_token_or_session_is_likely(name: str) -> None:
    assert telling(name) is Telling.MAYBE


@pytest.mark.parametrize("name", BENIGN.split())
def test_telling_benign_name_tells_nothing(name: str) -> None:
    assert telling(name) is Telling.NO


@pytest.mark.parametrize("name", (CERTAIN + " " + LIKELY).split())
def test_every_telling_name_holds_a_fragment_that_the_search_looks_for(name: str) -> None:
    assert re.search(FRAGMENTS, name.lower())


def test_telling_header_rules_and_lists_of_names_tell_nothing() -> None:
    assert telling_header("Access-Control-Allow-Credentials") is Telling.NO
    assert telling_header("WWW-Authenticate") is Telling.NO
    assert telling_header("X-Auth-Email") is Telling.MAYBE
    assert telling_header("X-Vault-Token") is Telling.MAYBE


def test_telling_parameter_knows_short_names_and_oauth() -> None:
    assert telling_parameter("key", oauth=False) is Telling.YES
    assert telling_parameter("sig", oauth=False) is Telling.YES
    assert telling_parameter("code", oauth=True) is Telling.YES
    assert telling_parameter("code", oauth=False) is Telling.NO
    assert telling_parameter("page", oauth=True) is Telling.NO


def test_wraps_secrets_only_where_all_inside_is_secret() -> None:
    assert wraps_secrets("credentials")
    assert wraps_secrets("cookies")
    assert not wraps_secrets("session")
    assert not wraps_secrets("card")


def test_is_about_names_of_facts() -> None:
    assert is_about("tokenType")
    assert is_about("expires")
    assert not is_about("value")
    assert not is_about("")


def test_any_of_matches_what_the_plain_alternation_matches() -> None:
    plain = r"ab|a\.c|xy|ax|abc|b[cd]"

    for text in ("ab", "a.c", "xy", "ax", "abc", "bd", "zab", "aac", "a", ""):
        found, expected = re.search(any_of(plain), text), re.search(plain, text)
        assert (found and found.span()) == (expected and expected.span())
