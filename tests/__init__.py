"""Tests of upl-tui, laid out like the package."""
