"""Tests of the room cli: the commands."""
