"""Tests of the room language: cutting, tagging, recognising names."""
