"""Tests of the recorder families."""
