"""`csrf_token` of a page's forms: masked anew for each page, as Django does it and reads it.

Django asks the system for chance 32 times a token, which took a twentieth of a section's time.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token
from django.utils.functional import SimpleLazyObject

LETTERS = CSRF_ALLOWED_CHARS.encode()
MANY = len(LETTERS)
# By a letter its place, by a place its letter, and by any number the place that is left of it.
PLACE_OF = bytes(max(LETTERS.find(byte), 0) for byte in range(256))
LETTER_AT = bytes(LETTERS[byte % MANY] for byte in range(256))
LEFT = bytes(byte % MANY for byte in range(256))
# Bytes that would make the first places likelier than others are left out; of half as many again enough remain.
UNEVEN = bytes(range(256 - 256 % MANY, 256))
DRAWN = CSRF_SECRET_LENGTH * 3 // 2


def csrf_token(request: HttpRequest) -> dict[str, object]:
    """A context processor. Made where it is asked for: a page without a form sets no cookie."""
    return {"csrf_token": SimpleLazyObject(lambda: token_of(request))}


def token_of(request: HttpRequest) -> str:
    """As django.middleware.csrf.get_token."""
    secret = request.META.get("CSRF_COOKIE")
    if secret is None:
        return get_token(request)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return masked(secret)


def masked(secret: str) -> str:
    """A mask of chance, and the secret moved on by it, letter by letter."""
    mask = _places()
    pairs = zip(secret.encode().translate(PLACE_OF), mask, strict=True)
    moved = bytes([place + by for place, by in pairs])
    return (mask + moved).translate(LETTER_AT).decode()


def _places() -> bytes:
    found = b""
    while len(found) < CSRF_SECRET_LENGTH:
        found = secrets.token_bytes(DRAWN).translate(LEFT, UNEVEN)
    return found[:CSRF_SECRET_LENGTH]
