"""Tests of the reading of interview files."""
