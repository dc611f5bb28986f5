"""Mediation: a dispute is taken in, worked on, settled or ended, and bound into one file. It is free of charge."""
