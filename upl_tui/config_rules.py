"""The rules that a config file may hold: saved filters and noise profiles, and what is wrong with them.

Here is only checked that they are texts under names; whether a text is a filter is told by who compiles it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from upl_tui.kinds import Kind
from upl_tui.patterns import late

_NAME = late(r"[A-Za-z0-9_][\w.-]*")
_PLURAL = {"actions": Kind.ACTION.value}

Rules = dict[str, str]


def read_rules(config: Mapping[str, Any], path: Path) -> tuple[Rules, dict[str, Rules], list[str]]:
    """Saved filters, noise profiles, and a sentence for everything that is neither, naming file and key."""
    doubts: list[str] = []
    filters: Rules = {}
    for name, query in _table(config, "filters", path, doubts):
        if not _NAME.fullmatch(name):
            doubts.append(f"{path}, filters.{name}: a name has letters, digits, _ . and -, and no blank.")
        elif not isinstance(query, str):
            doubts.append(f'{path}, filters.{name}: a saved filter is a text, such as "slower-than:2s".')
        else:
            filters[name] = query
    noise = {
        name: _profile(rules, f"{path}, noise.{name}", doubts)
        for name, rules in _table(config, "noise", path, doubts)
    }
    return filters, noise, doubts


def _table(config: Mapping[str, Any], key: str, path: Path, doubts: list[str]) -> Iterator[tuple[str, Any]]:
    table = config.get(key, {})
    if not isinstance(table, dict):
        doubts.append(f"{path}, {key}: it is a table, begun by [{key}] on a line of its own.")
        return
    yield from table.items()


def _profile(rules: Any, place: str, doubts: list[str]) -> Rules:
    if not isinstance(rules, dict):
        doubts.append(f'{place}: a noise profile is a table, such as console = "is:extension" below it.')
        return {}
    found: Rules = {}
    for word, query in rules.items():
        kind = _PLURAL.get(word, word)
        if kind not in set(Kind):
            doubts.append(f"{place}.{word}: there are rules for {', '.join(map(str, Kind))}.")
        elif not isinstance(query, str):
            doubts.append(f'{place}.{word}: a rule is a text, such as "is:extension".')
        else:
            found[kind] = query
    return found
