"""Entries as text for others: commands, code, files, tickets. Masked unless the masker reveals."""
