"""Kinds of log: one file each, with its columns, filter fields and detail."""
