"""« Explorer », one file for each of its views, over the same filters."""
