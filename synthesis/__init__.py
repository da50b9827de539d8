"""Listening to territories: from interview notes to points of convergence."""
