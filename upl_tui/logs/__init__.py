"""Kinds of log: one file each, with its columns, filter fields and detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upl_tui.kinds import Kind
from upl_tui.logs.spec import LogSpec


class _Logs(Mapping[Kind, LogSpec]):
    """A kind's file is imported when it is first asked for: the list of one kind needs no other."""

    def __getitem__(self, kind: Kind) -> LogSpec:
        match kind:
            case Kind.CONSOLE:
                from upl_tui.logs.console import CONSOLE

                return CONSOLE
            case Kind.NETWORK:
                from upl_tui.logs.network import NETWORK

                return NETWORK
            case Kind.ACTION:
                from upl_tui.logs.actions import ACTIONS

                return ACTIONS
        raise KeyError(kind)

    def __iter__(self) -> Iterator[Kind]:
        return iter(Kind)

    def __len__(self) -> int:
        return len(Kind)


LOGS: Mapping[Kind, LogSpec] = _Logs()
"""Everything the screens and verbs know of a kind of log."""


def kinds_of(spec: LogSpec) -> tuple[Kind, ...]:
    """The kinds of log whose entries are in a log of this spec: its own, or all where kinds are merged."""
    return (spec.kind,) if LOGS[spec.kind] is spec else tuple(LOGS)
