"""What is known of a recording, for a ticket."""

from __future__ import annotations

from collections.abc import Iterable

from upl_tui.export.markdown import escaped
from upl_tui.export.picked import Copied
from upl_tui.info import Group


def info_markdown(groups: Iterable[Group]) -> Copied:
    """Groups of lines as lists under headings."""
    return Copied("\n".join(_block(group) for group in groups))


def _block(group: Group) -> str:
    lines = [f"## {escaped(group.title)}\n"]
    for line in group.lines:
        label = f"{escaped(line.label)}: " if line.label else ""
        lines.append(f"{'  ' * line.depth}- {label}{escaped(line.value)}".rstrip())
    return "\n".join(lines) + "\n"
