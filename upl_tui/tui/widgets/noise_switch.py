"""Noise rules of a list: which profile is on, what it hides, and how much of it."""

from __future__ import annotations

from textual.app import App

from upl_tui.errors import QueryError
from upl_tui.log import Log
from upl_tui.logs import kinds_of
from upl_tui.logs.spec import LogSpec
from upl_tui.noise import Noise
from upl_tui.query.compile import Query, QueryContext
from upl_tui.settings import Settings

_NAME = "noise"
"""How the rules are called where a filter names the term that left nothing."""


class NoiseSwitch:
    """Off at first; `turn` goes through the profiles and off again."""

    def __init__(self, noise: Noise, spec: LogSpec, context: QueryContext) -> None:
        self._noise = noise
        self._spec = spec
        self._context = context
        self.profile = ""
        """The profile that is on, empty for none."""
        self._query: Query | None = None
        self._hidden = 0

    def turn(self) -> str:
        """Go on to the next profile that says anything of this log; a sentence on what is wrong or on."""
        was_off, doubt = not self.profile, ""
        while profile := self._noise.after(self.profile):
            self.profile = profile
            try:
                self._query = self._noise.query(
                    profile, kinds_of(self._spec), self._spec.fields, self._context
                )
            except QueryError as error:
                doubt = str(error)
                continue
            if self._query is not None:
                return doubt or f"Noise rules are on ({profile}); zn goes on."
        self.turn_off()
        return doubt or (self._how_to_have_rules() if was_off else "Noise rules are off.")

    def _how_to_have_rules(self) -> str:
        kind = kinds_of(self._spec)[0].value
        return (
            f"There are no noise rules for this log: write {kind} = "
            f'"FILTER" below [noise.default] in {self._noise.origin}.'
        )

    def turn_off(self) -> None:
        """Hide nothing any more."""
        self.profile, self._query = "", None

    def applied(self, query: Query | None) -> Query | None:
        """A filter that hides the noise too."""
        return query if self._query is None else (query or Query("", (), ())).without(self._query, _NAME)

    def matches(self, log: Log, row: int) -> bool:
        """Whether a row is hidden as noise."""
        return self._query is not None and self._query.matches(log, row)

    def count(self, log: Log, query: Query | None) -> None:
        """Count which of the rows that a filter keeps are hidden as noise; beside the screen."""
        noise = self._query.rows(log) if self._query is not None else ()
        self._hidden = len(noise if query is None else query.rows(log, noise))

    @property
    def words(self) -> str:
        """How many rows are hidden; empty while the rules are off."""
        return f"{self._hidden:,} hidden by noise ({self.profile})" if self.profile else ""


def settings_of(app: App[object]) -> Settings:
    """The settings of the program that a widget runs in; the defaults in any other app."""
    settings = getattr(app, "settings", None)
    return settings if isinstance(settings, Settings) else Settings()


def noise_of(settings: Settings) -> Noise:
    """The noise profiles of the config file."""
    return Noise(settings.noise, str(settings.config_path or "the config file"))
