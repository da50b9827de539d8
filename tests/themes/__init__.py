"""Tests of the room themes: grouping into themes."""
