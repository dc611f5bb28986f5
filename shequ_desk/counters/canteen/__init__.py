"""助餐: settle meals with the right discount, hand out the public meals, book for tomorrow, account for the month."""
