"""A campaign made ready to be told: from the store to what every document needs."""
