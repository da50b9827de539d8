"""Tests of the room report: tables and figures."""
