"""Who may do what with the month's papers; each report asks for its own right besides."""

READ = "reports.read"
WRITE = "reports.write"
CLOSE = "reports.close"
OVERRIDE = "reports.override"
MAKE, REVIEW, ISSUE = "reports.make", "reports.review", "reports.issue"
_DESK = frozenset({READ, WRITE, MAKE, REVIEW})
GRANTS: dict[str, frozenset[str]] = {
    "desk": _DESK,
    "canteen": frozenset({READ}),
    "childcare": frozenset({READ}),
    "mediation": frozenset({READ}),
    "director": _DESK | {CLOSE, OVERRIDE, ISSUE},
    "auditor": frozenset({READ}),
}
