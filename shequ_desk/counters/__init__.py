"""One folder per window in the hall."""
