"""Windows before the desk (login, first run, notices) and the settings page."""
