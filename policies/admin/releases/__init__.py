"""Publishing, releases, and new codes for what was published."""
