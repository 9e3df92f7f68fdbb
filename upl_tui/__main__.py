"""Run the command line with ``python -m upl_tui``."""

from upl_tui.cli import run

run()
