"""Kinds of log: one file each, with its columns, filter fields and detail."""

from __future__ import annotations

from upl_tui.logs.actions import ACTIONS
from upl_tui.logs.console import CONSOLE
from upl_tui.logs.network import NETWORK
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind

LOGS: dict[Kind, LogSpec] = {spec.kind: spec for spec in (CONSOLE, NETWORK, ACTIONS)}
"""Everything the screens and verbs know of a kind of log."""


def kinds_of(spec: LogSpec) -> tuple[Kind, ...]:
    """The kinds of log whose entries are in a log of this spec: its own, or all where kinds are merged."""
    return (spec.kind,) if LOGS[spec.kind] is spec else tuple(LOGS)
