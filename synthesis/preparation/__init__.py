"""What is prepared before the interviews: campaigns, registry of territories, grid of themes."""
