"""The assembly: electorate, ballots, counting, proof."""
