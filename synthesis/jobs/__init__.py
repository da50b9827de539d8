"""Analyses asked for on the screens, run by another process so that nobody waits for a page."""
