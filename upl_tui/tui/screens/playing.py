"""The video in a player at this moment, or what to do where no player's window would be seen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from upl_tui.errors import UplError
from upl_tui.tui.screens.elsewhere import ElsewhereScreen
from upl_tui.tui.screens.video import VideoScreen


class PlayingScreen(ElsewhereScreen, VideoScreen):
    """Hands the video's file to a player; an address of it would be seen in the list of processes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("P", "play", "play the video at this moment", id="play", show=False),
    ]

    def action_play(self) -> None:
        """Fetch the video if need be, and play it from this moment on."""
        from upl_tui.desktop import has_display, player_command

        recording = self.session.recording
        if recording is None or not recording.workspace_id:
            self.status.set_message("A recording in a file has no video with it.", "warn")
        elif not has_display(os.environ):
            self._say_where_to_play(f"{recording.workspace_id}/{recording.id}")
        else:
            try:
                command = player_command(os.environ, Path("video"), 0.0)
            except UplError as error:
                self.status.set_message(str(error), "error")
                return
            if command:
                self.with_video(self._play)
            else:
                self.status.set_message(
                    "There is no player here: install mpv or vlc, or set UPL_PLAYER to a command.", "warn"
                )

    def _say_where_to_play(self, target: str) -> None:
        import shlex

        from upl_tui.clock import format_offset
        from upl_tui.desktop import is_remote
        from upl_tui.tui.screens.note import Note

        why = "this terminal is at the other end of SSH" if is_remote(os.environ) else "there is no display"
        moment = format_offset(self.moment or 0.0)
        lines = (
            f"No player's window would be seen from here: {why}.",
            f"The moment is {self.where_to_look().removeprefix('at ') or moment}. On your own machine run",
            f"  upl-tui {shlex.quote(target)} --at {moment}",
            "and press P there; B here gives the address of the dashboard.",
        )
        self.app.push_screen(Note("Player", "\n".join(lines)))

    @work(thread=True, exclusive=True, group="player", exit_on_error=False)
    def _play(self, video: Path) -> None:
        from upl_tui.clock import format_offset
        from upl_tui.desktop import player_command, start

        moment = self.moment or 0.0
        try:
            command = player_command(os.environ, video, moment)
            self.started.append(start(command))
        except UplError as error:
            self._tell(str(error), "error")
        else:
            self._tell(f"Playing at {format_offset(moment)} ({command[0]}).", "good")
