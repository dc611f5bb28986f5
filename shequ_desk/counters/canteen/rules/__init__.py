"""What the canteen decides without a database: the best discount, what an order costs, what must add up."""

GRANTS: dict[str, frozenset[str]] = {
    "desk": frozenset({"canteen.read", "canteen.settle", "canteen.void", "canteen.book", "canteen.report"}),
    "canteen": frozenset(
        {
            "canteen.read",
            "canteen.settle",
            "canteen.void",
            "canteen.book",
            "canteen.backfill",
            "canteen.report",
        }
    ),
    "director": frozenset({"canteen.read", "canteen.backfill", "canteen.rules", "canteen.report"}),
    "auditor": frozenset({"canteen.read", "canteen.report"}),
}
