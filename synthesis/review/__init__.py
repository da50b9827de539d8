"""The advisor's desk: decisions as an append-only log, whose replay is the state of the review."""
