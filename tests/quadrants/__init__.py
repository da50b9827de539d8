"""Tests of the room quadrants: sorting into quadrants."""
