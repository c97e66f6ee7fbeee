"""The packages of the extra `screening`, which no citizen's page needs, and what to say where one is not installed."""

from __future__ import annotations

PACKAGES = ("duckdb", "narwhals", "polars", "pyarrow", "pyspark", "tqdm")
INSTALL = "uv pip install -r pyproject.toml --extra screening"
NEEDS = f"先装好它要用的包：{INSTALL}（在集群上再加 --extra spark）"


def told(error: ImportError) -> str | None:
    """A sentence for staff, with what to install; None where it is no package of the extra that is missing."""
    package = (error.name or "").partition(".")[0]
    return f"没有 {package}。{NEEDS}" if package in PACKAGES else None
