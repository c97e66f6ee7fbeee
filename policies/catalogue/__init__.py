"""The document and its ways: YAML packs, rows, the one validator, canonical text, and what is served from memory."""
