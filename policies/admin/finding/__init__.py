"""Searching and filtering the lists of the staff screens."""
