"""Packs: YAML files to document and back, and into the database."""
