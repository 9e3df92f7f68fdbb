"""Recorder families: one file each, from rows to entries."""
