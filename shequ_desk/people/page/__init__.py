"""The window of the residents' register: list, record, and the sheets they open."""
