"""「如果…」: what would come of another answer, shown before anybody gives it."""
