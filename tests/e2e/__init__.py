"""The journey of a user, in a real browser against the real server."""
