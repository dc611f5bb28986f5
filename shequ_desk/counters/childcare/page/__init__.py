"""Childcare on the screen: the week board, the door, the child's file, the settings."""
