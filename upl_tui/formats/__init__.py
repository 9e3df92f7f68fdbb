"""Bytes become rows: JSON values with the place they came from. Knows nothing of recorders or kinds."""
