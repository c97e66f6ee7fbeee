"""A whole table of persons at once: the same rules as `calculator`, as one plan for polars, DuckDB and Spark."""
