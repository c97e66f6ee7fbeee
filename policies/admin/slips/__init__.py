"""A visitor's slips at the window: opened by a clerk, kept nowhere; what the office says of a condition is noted."""
