"""Rows and the document: `read` makes a document of the rows, `write` makes the rows say what a document says."""

from .read import read, read_awards
from .write import write

__all__ = ["read", "read_awards", "write"]
