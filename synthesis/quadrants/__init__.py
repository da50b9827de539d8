"""Sort segments into the quadrants of the board, with probabilities and reasons."""
