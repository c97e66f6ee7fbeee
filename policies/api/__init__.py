"""The public check as JSON: no login, nothing stored, the schema generated from the live questions."""
