"""The month on paper: choose a paper, look at it, check it, print it. Knows no counter by name."""
