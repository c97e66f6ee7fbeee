"""A ruleset in terms of the columns of a table: what is reckoned for each row."""
