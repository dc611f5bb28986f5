"""The canteen on the screen: the till page, its sheets, the settings."""
