"""Measures every speed goal with its baseline in the same run: ``python -m tests.bench``."""
