"""« Relire », the advisor's desk: one module for each of its tabs, and what they share."""
