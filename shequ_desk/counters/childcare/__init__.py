"""托育: book a place, let the child in and out by the right hands, charge what was used, account for the month."""
