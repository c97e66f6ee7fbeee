"""What comes to a day soon, and the month's end."""
