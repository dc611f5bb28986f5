"""Residents: who lives here, where, in which household, under which dated tags, and how to find them at once."""
