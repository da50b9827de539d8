"""The ballot on a phone: plain pages, without script, open to whoever holds a code."""
