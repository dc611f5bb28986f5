"""Who may open the reports page; each report asks for its own right besides."""

READ = "reports.read"
GRANTS: dict[str, frozenset[str]] = {
    role: frozenset({READ}) for role in ("desk", "canteen", "childcare", "mediation", "director", "auditor")
}
