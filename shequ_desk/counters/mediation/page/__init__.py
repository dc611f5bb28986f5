"""The mediation desk on the screen: the cases, one case whole, its file, its figures, its settings."""
