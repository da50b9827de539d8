"""Tests of the room vote."""
