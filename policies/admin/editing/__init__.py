"""What every form of rows shares: reading, checking, and two people on one page."""
