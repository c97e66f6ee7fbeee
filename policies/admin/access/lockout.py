"""What django-axes is told about whoever logs in: nothing but the name it counts failures by."""

from __future__ import annotations

from typing import Any


def no_address(request: Any) -> None:
    """No network address is kept."""


def no_name(*_: Any) -> str:
    """For the log: people type passwords into the field for the name."""
    return "a member of staff"
