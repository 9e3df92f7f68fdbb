"""``doctor --copy``: sends a word to the clipboard, the way every copy goes, and says how to see it there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from upl_tui.clipboard import Channel, choose, send
from upl_tui.errors import UsageError

_WHEN_MISSING = {
    Channel.TERMINAL: "allow OSC 52 in its settings, or use one that has it, as kitty or iTerm2 do.",
    Channel.SCREEN: "allow OSC 52 in the terminal around screen.",
    Channel.PASSTHROUGH: "set -g allow-passthrough on, in tmux.conf.",
    Channel.TMUX: "set -g set-clipboard on, in tmux.conf, and allow OSC 52 in the terminal around tmux.",
    Channel.HELPER: "run the helper by hand: it says what is wrong.",
}


def copy_check(environ: Mapping[str, str], write: Callable[[str], None]) -> list[str]:
    """Send a new word and say in lines what was done; `write` sends to the terminal.

    Raises `UplError` when there is no terminal to send to.
    """
    word = f"upl-tui-{os.urandom(3).hex()}"
    way = choose(environ)
    done = send(word, way, write, lambda: Path(tempfile.gettempdir()))
    return [
        f"Copied the word {word}: {done}.",
        "Paste it somewhere else now. No terminal tells whether it took the word.",
        f"If something else appears: {_WHEN_MISSING[way.channel]}",
    ]


def to_terminal(sequence: str) -> None:
    """Send to the terminal of this process, wherever its output goes. Raises `UsageError` without one."""
    try:
        with Path("/dev/tty").open("w") as terminal:
            terminal.write(sequence)
    except OSError:
        raise UsageError(
            "There is no terminal here that could copy.", "Run it in one, without a pipe."
        ) from None
