"""Answers of the interface: JSON, whatever happened."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse


def as_json(content: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(content), "application/json", status)


def errors(found: dict[str, str], status: int) -> HttpResponse:
    """Half a surrogate pair, which JSON can smuggle into a key or a value, becomes a question mark."""
    sound = {_sound(field): _sound(message) for field, message in found.items()}
    return as_json({"errors": sound}, status)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
