"""What works a plan out: polars, DuckDB, or a cluster of machines with polars."""
