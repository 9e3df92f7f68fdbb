"""What the entries of the three logs have to do with each other: one rule for every link, and its name."""

from upl_tui.links.links import Links
from upl_tui.links.rule import Link, Rule
from upl_tui.links.rules import RULES

__all__ = ["RULES", "Link", "Links", "Rule"]
