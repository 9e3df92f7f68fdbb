"""A story for others: as Markdown for a ticket, and as context for an agent."""

from __future__ import annotations

from collections.abc import Iterator

from upl_tui.clock import format_offset
from upl_tui.export.agent import context
from upl_tui.export.markdown import escaped
from upl_tui.export.picked import Copied, Picked
from upl_tui.redact import Masker
from upl_tui.story import Step, Story


def story_lines(story: Story) -> Iterator[str]:
    """The steps as a table, and below it what is unclear."""
    yield "| Time | Entry | Role | What |"
    yield "| ---: | --- | --- | --- |"
    for step in story.steps:
        names = ", ".join((step.id, *step.also))
        yield f"| {format_offset(step.at_ms)} | {names} | {_role(step)} | {escaped(step.text)} |"
    yield ""
    yield from (f"- Unclear: {escaped(sentence)}" for sentence in story.unclear)


def story_markdown(story: Story) -> Copied:
    """A story under a heading of its own."""
    lines = (f"## The story of {story.subject}", "", *story_lines(story))
    return Copied("\n".join(lines).rstrip() + "\n")


def story_context(story: Story, picked: Picked, masker: Masker) -> Copied:
    """A story, and the entry picked with what happened around it."""
    return Copied(f"{story_markdown(story).text}\n{context(picked, masker).text}")


def _role(step: Step) -> str:
    return step.role.value if step.sure else f"{step.role.value} (linked by time)"
