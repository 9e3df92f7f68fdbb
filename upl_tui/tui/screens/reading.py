"""Tabs that are read: which entry their cursor stands for, and what of them can be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from upl_tui.kinds import kind_of_id
from upl_tui.tui.screens.explaining import ExplainingScreen
from upl_tui.tui.screens.tabs import INFO, OwnForm

if TYPE_CHECKING:
    from upl_tui.export.picked import Copied
    from upl_tui.log import Log
    from upl_tui.redact import Masker
    from upl_tui.tui.widgets.story_pane import StoryPane

_VALUE, _MARKDOWN, _ID, _LINK, _CONTEXT = "ymila"
"""Keys of the copy menu that mean something of their own here."""


class ReadingScreen(ExplainingScreen):
    """Lets keys that work on the entries of a log work on the story, and copies what Info says."""

    def entry_here(self) -> tuple[Log, int] | None:
        """As on the other tabs; on the story, the problem or the step under the cursor."""
        if (story := self.open_story) is None:
            return super().entry_here()
        kind = kind_of_id(story.entry)
        log = self.session.logs.get(kind) if kind is not None else None
        row = log.row_of(story.entry) if log is not None else None
        return None if log is None or row is None else (log, row)

    def picked_rows(self) -> tuple[Log, Sequence[int], Masker] | None:
        """As on the other tabs; on the story, the entry under the cursor."""
        if (story := self.open_story) is None:
            return super().picked_rows()
        here = self.entry_here()
        return (here[0], [here[1]], story.new_masker()) if here is not None else None

    def own_form(self, key: str) -> OwnForm | None:
        """The story as a whole, and what Info says."""
        if self.open_story is not None:
            return self._form_of_story(self.open_story, key)
        if self.switcher.current == INFO and self.info.has_content:
            return self._form_of_info(key)
        return super().own_form(key)

    def _form_of_story(self, story: StoryPane, key: str) -> OwnForm | None:
        picked = self.picked_rows()

        def markdown(masker: Masker) -> Copied:
            from upl_tui.export.story_text import story_markdown

            return story_markdown(story.told(masker))

        def context(masker: Masker) -> Copied:
            from upl_tui.export.picked import Picked
            from upl_tui.export.story_text import story_context

            assert picked is not None
            return story_context(story.told(masker), Picked(picked[0], picked[1], self.session), masker)

        if key == _MARKDOWN and story.has_content and story.subject:
            return OwnForm(f"Markdown of the story of {story.subject}", markdown, story.new_masker())
        if key == _CONTEXT and picked is not None:
            return OwnForm(f"context with the story of {story.subject}", context, story.new_masker())
        return None

    def _form_of_info(self, key: str) -> OwnForm | None:
        line, recording, masker = self.info.view.line, self.session.recording, self.info.new_masker()

        def value(masker: Masker) -> Copied:
            from upl_tui.export.picked import Copied

            missing = "There is no value on this line: j and k go to one that has a label."
            return Copied(line.value if line else "", notes=() if line and line.value else (missing,))

        def markdown(masker: Masker) -> Copied:
            from upl_tui.export.info_text import info_markdown
            from upl_tui.info import info_groups

            return info_markdown(info_groups(self.session, masker))

        def name(masker: Masker) -> Copied:
            from upl_tui.export.picked import Copied

            return Copied(recording.id if recording else "")

        def link(masker: Masker) -> Copied:
            from upl_tui.export.picked import Copied
            from upl_tui.export.places import player_url

            page = player_url(recording)
            return Copied(page, notes=() if page else ("A recording in a file has no page to link to.",))

        forms = {
            _VALUE: (line.label or "value" if line else "value", value),
            _MARKDOWN: ("Markdown of the recording", markdown),
            _ID: ("id of the recording", name),
            _LINK: ("link to the recording", link),
        }
        return OwnForm(*forms[key], masker) if key in forms else None
