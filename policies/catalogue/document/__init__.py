"""The document itself: its schema, canonical text and normal form, and which region each entry belongs to."""
