"""Command line: parse, choose a verb, turn errors into one line and an exit code."""


def run() -> None:
    """Entry point of the ``upl-tui`` command."""
