"""Noise profiles: rules of the config file for rows that are hidden on demand, and counted when they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from upl_tui.errors import QueryError
from upl_tui.kinds import Kind
from upl_tui.query.compile import Query, QueryContext, compile_query
from upl_tui.query.fields import Field
from upl_tui.values import frozen

DEFAULT = "default"
"""The profile that is used when none is named; the config file may replace it."""

_EXTENSION_ADDRESSES = "url:chrome-extension:*,moz-extension:*,safari-web-extension:*"
_ANALYTICS = (
    "google-analytics.com",
    "googletagmanager.com",
    "doubleclick.net",
    "connect.facebook.net",
    "hotjar.com",
    "clarity.ms",
    "segment.io",
    "segment.com",
    "mixpanel.com",
    "amplitude.com",
    "fullstory.com",
    "newrelic.com",
    "nr-data.net",
    "intercom.io",
)
BUILT_IN: Mapping[str, str] = {
    Kind.CONSOLE: "is:extension",
    Kind.NETWORK: f"{_EXTENSION_ADDRESSES} OR domain:"
    + ",".join(f"={domain},*.{domain}" for domain in _ANALYTICS),
}
"""Browser extensions and the addresses of well-known analytics, by kind of log."""


@frozen
class Noise:
    """The profiles of a run."""

    configured: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Profile to kind of log to query, as in the config file."""
    origin: str = "the config file"
    """Path of that file, for messages."""

    @property
    def names(self) -> Sequence[str]:
        """All profiles, the default one first."""
        return tuple(dict.fromkeys((DEFAULT, *self.configured)))

    def query(
        self, profile: str, kinds: Sequence[Kind], fields: Sequence[Field], context: QueryContext
    ) -> Query | None:
        """The rules of a profile for a log of these kinds as one query, None when it has none.

        Raises QueryError, which names file and key, for a rule that is no valid filter.
        """
        rules = self.configured.get(profile, BUILT_IN if profile == DEFAULT else {})
        asked = [kind for kind in kinds if rules.get(kind)]
        for kind in asked:
            try:
                compile_query(rules[kind], fields, context)
            except QueryError as error:
                place = f"{self.origin}, noise.{profile}.{kind.value}"
                raise QueryError(
                    f"A noise rule is no filter ({place}): {error.title}", 0, error.hint
                ) from None
        if len(kinds) == 1:
            text = "".join(rules[kind] for kind in asked)
        else:
            text = " OR ".join(f"(type:{kind.value} ({rules[kind]}))" for kind in asked)
        return compile_query(text, fields, context) if text else None

    def after(self, profile: str) -> str:
        """The profile that follows in a round of all and none; empty is none."""
        round_of_all = ("", *self.names)
        return round_of_all[(round_of_all.index(profile) + 1) % len(round_of_all)]
