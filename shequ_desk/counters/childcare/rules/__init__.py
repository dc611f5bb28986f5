"""What childcare decides without a database: who fits, what it costs, what is missing, what must add up."""

_READ = frozenset({"childcare.read"})
_DESK = _READ | {"childcare.book", "childcare.file", "childcare.door", "childcare.report"}
GRANTS: dict[str, frozenset[str]] = {
    "desk": _DESK,
    "childcare": _DESK,
    "director": _READ | {"childcare.rules", "childcare.approve", "childcare.report"},
    "auditor": _READ | {"childcare.report"},
}
"""`childcare.file` opens children's files, but only with the director's standing approval for that clerk."""
