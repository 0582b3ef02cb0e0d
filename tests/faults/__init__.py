"""Tests of what goes wrong, each named by its row in `rows.py`."""
