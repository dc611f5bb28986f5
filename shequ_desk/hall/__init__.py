"""The first page: the resident in front of you, everything known, everything that can be done."""
