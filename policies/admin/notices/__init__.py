"""A notice and all that stands on it: its page, and its repeal, prolongation and replacement as one job each."""
