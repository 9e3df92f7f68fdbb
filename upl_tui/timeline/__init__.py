"""All logs of a recording on one clock."""

from __future__ import annotations

from upl_tui.timeline.merged import Timeline
from upl_tui.timeline.spec import TIMELINE

__all__ = ["TIMELINE", "Timeline"]
