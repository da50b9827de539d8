"""What quadrants and themes share to learn from labelled statements: corpus, features, model."""
