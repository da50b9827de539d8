"""Tests of the people: passwords, sessions, first start."""
