from __future__ import annotations

from pathlib import Path

import pytest

from upl_tui.config_rules import read_rules

PATH = Path("config.toml")


def test_rules_of_a_config_are_taken_by_name() -> None:
    config = {
        "filters": {"slow": "slower-than:2s"},
        "noise": {"default": {"console": "is:extension", "actions": "action:hover"}, "empty": {}},
    }

    filters, noise, doubts = read_rules(config, PATH)

    assert filters == {"slow": "slower-than:2s"}
    assert noise == {"default": {"console": "is:extension", "action": "action:hover"}, "empty": {}}
    assert doubts == []


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ({"filters": "slow"}, "filters:"),
        ({"filters": {"slow": 2}}, "filters.slow:"),
        ({"filters": {"too slow": "x"}}, "filters.too slow:"),
        ({"noise": ["default"]}, "noise:"),
        ({"noise": {"default": "is:extension"}}, "noise.default:"),
        ({"noise": {"default": {"console": 1}}}, "noise.default.console:"),
        ({"noise": {"default": {"konsole": "x"}}}, "noise.default.konsole:"),
    ],
)
def test_rule_that_is_none_is_left_out_and_named_with_file_and_key(config: object, place: str) -> None:
    assert isinstance(config, dict)

    filters, noise, doubts = read_rules(config, PATH)

    assert filters == {}
    assert not any(noise.values())
    assert [doubt.startswith(f"config.toml, {place}") for doubt in doubts] == [True]
