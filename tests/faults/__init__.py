"""Faults that are made to happen, run by hand: each script is bounded, prints its figures and ends by itself.

Nothing here is collected by pytest. Figures and commands stand in docs/operations.md.
"""
