"""upl-tui: Userplane screen recordings in the terminal."""

__version__ = "0.1.0"
