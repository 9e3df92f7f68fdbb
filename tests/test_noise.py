from __future__ import annotations

import pytest

from tests import factories as make
from upl_tui.errors import QueryError
from upl_tui.kinds import Kind
from upl_tui.logs import LOGS
from upl_tui.noise import Noise
from upl_tui.query.compile import Query, QueryContext
from upl_tui.timeline import TIMELINE, Timeline


def rule(noise: Noise, kind: Kind, profile: str = "default") -> Query | None:
    return noise.query(profile, [kind], LOGS[kind].fields, QueryContext())


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ("https://www.google-analytics.com/g/collect?v=2", True),
        ("https://hotjar.com/x", True),
        ("chrome-extension://abc/inject.js", True),
        ("https://shop.test/api/hotjar.com", False),
        ("https://nothotjar.com/", False),
    ],
)
def test_built_in_profile_knows_analytics_and_extensions(url: str, hidden: bool) -> None:
    query = rule(Noise(), Kind.NETWORK)

    assert query is not None
    assert query.matches(make.log(Kind.NETWORK, [make.network(url)]), 0) is hidden


def test_built_in_profile_hides_messages_of_extensions() -> None:
    query = rule(Noise(), Kind.CONSOLE)

    assert query is not None
    log = make.log(Kind.CONSOLE, [make.console(url="chrome-extension://abc/x.js"), make.console()])
    assert query.rows(log) == [0]


def test_configured_profile_replaces_the_built_in_one() -> None:
    noise = Noise({"default": {"console": "heartbeat"}})

    query = rule(noise, Kind.CONSOLE)

    assert query is not None
    assert query.text == "heartbeat"
    assert rule(noise, Kind.NETWORK) is None


def test_rule_that_is_no_filter_names_file_and_key() -> None:
    noise = Noise({"strict": {"console": "level:>=loud"}}, "/home/me/config.toml")

    with pytest.raises(QueryError, match=r"/home/me/config\.toml, noise\.strict\.console") as raised:
        rule(noise, Kind.CONSOLE, "strict")

    assert "loud" in raised.value.title


def test_profiles_follow_each_other_and_end_with_none() -> None:
    noise = Noise({"strict": {}})

    assert noise.after("") == "default"
    assert noise.after("default") == "strict"
    assert noise.after("strict") == ""


def test_rules_of_several_kinds_hold_for_their_own_rows_of_a_timeline() -> None:
    network = make.log(Kind.NETWORK, [make.network("https://hotjar.com/"), make.network()])
    console = make.log(
        Kind.CONSOLE, [make.console("hotjar.com"), make.console(url="chrome-extension://a/b.js")]
    )
    timeline = Timeline([network, console])

    query = Noise().query("default", list(Kind), TIMELINE.fields, QueryContext())

    assert query is not None
    assert [timeline.id(row) for row in query.rows(timeline)] == ["C2", "N1"]
