"""What the first frame of a recording says in the program's own words, whoever draws it."""

from __future__ import annotations

from upl_tui.kinds import Kind

TRUE, INDEXED = 0, 1
"""Kinds of colours: 24 bits, or 256 of them."""
PROGRAM = "upl-tui"
INFO, TIMELINE, STORY = "info", "timeline", "story"
TABS = {
    INFO: "Info",
    Kind.CONSOLE.value: "Console",
    Kind.NETWORK.value: "Network",
    Kind.ACTION.value: "Actions",
    TIMELINE: "Timeline",
    STORY: "Story",
}
TAB_OF_WORD = {"actions": Kind.ACTION.value}
HINTS_LOG = (("e", "next error"), ("f", "filter"), ("x", "explain"), ("y", "copy"), ("?", "help"))
NOTHING_ON_STRIP = "No log is loaded yet: 2 console, 3 network, 4 actions, 5 all of them."
STILL_LOADING = "still loading, Esc stops"
BETWEEN_FACTS = "  ·  "
