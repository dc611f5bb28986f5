"""The till on the screen."""
