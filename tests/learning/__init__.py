"""Tests of the room learning: corpus, features, models."""
