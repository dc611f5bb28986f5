"""The centre itself: first run, sign-in, accounts, settings, backups."""
