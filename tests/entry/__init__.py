"""Interviews coming in, written or imported."""
