"""Tests of the room restitution."""
