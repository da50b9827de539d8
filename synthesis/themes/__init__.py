"""Group segments into themes: the codebook's first, then what it does not cover."""
