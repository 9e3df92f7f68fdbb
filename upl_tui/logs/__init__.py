"""Kinds of log: one file each, with its columns, filter fields and detail."""

from __future__ import annotations

from upl_tui.logs.actions import ACTIONS
from upl_tui.logs.console import CONSOLE
from upl_tui.logs.network import NETWORK
from upl_tui.logs.spec import LogSpec
from upl_tui.model import Kind

LOGS: dict[Kind, LogSpec] = {spec.kind: spec for spec in (CONSOLE, NETWORK, ACTIONS)}
"""Everything the screens and verbs know of a kind of log."""
