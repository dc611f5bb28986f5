"""One lunch through the real window, for `dev.py demo` and `dev.py shots`."""
