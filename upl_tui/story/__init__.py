"""What failed in a recording, what the user did before and after it, and the rule behind every step."""

from upl_tui.story.alike import Alike, alike
from upl_tui.story.findings import Findings
from upl_tui.story.model import Problem, Step, Story
from upl_tui.story.problems import problems
from upl_tui.story.rules import RULES, rules_text
from upl_tui.story.scene import Scene
from upl_tui.story.tell import tell

__all__ = [
    "RULES",
    "Alike",
    "Findings",
    "Problem",
    "Scene",
    "Step",
    "Story",
    "alike",
    "problems",
    "rules_text",
    "tell",
]
