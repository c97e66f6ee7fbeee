"""What differs between two documents, entry by entry and in words."""
