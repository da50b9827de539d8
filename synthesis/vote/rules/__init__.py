"""One file for each voting rule: ballots in, `Tally` out; exact, and ties stay ties."""
