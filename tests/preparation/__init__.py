"""Tests of what is prepared before the interviews."""
