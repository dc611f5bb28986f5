"""Figures, each beside what it is compared with in the same run. `python3 dev.py bench [--quick]`."""
