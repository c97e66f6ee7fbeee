"""What may stand in the settings that protect; what may not stops the start."""

from __future__ import annotations

import re

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 32
# Where citizens' pages, the interface and files are: the staff screens cannot be there too.
TAKEN = {
    *("about", "api", "check", "favicon.ico", "livez", "manifest.webmanifest", "measures", "metrics", "policies"),
    *("start", "readyz", "result", "result.ics", "resume", "robots.txt", "sitemap.xml", "static", "view"),
}
ADMIN_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")


def key(name: str, value: str) -> str:
    if len(value) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{name} must be at least {SHORTEST_KEY} characters long")
    return value


def keys_of_before(name: str, text: str) -> list[str]:
    """Newest first, as Django tries them; commas or ends of lines between. Raises ImproperlyConfigured."""
    found = [one for one in re.split(r"[,\s]+", text) if one]
    for number, one in enumerate(found, 1):
        key(f"{name}: key {number} of {len(found)}", one)
    return found


def admin_path(value: str) -> str:
    """One step of an address, without slashes."""
    path = value.strip("/")
    if not ADMIN_PATH.fullmatch(path):
        raise ImproperlyConfigured(
            f"ADMIN_PATH must be one word of letters, digits, - and _ (such as office-7f3a), not {value!r}"
        )
    if path.lower() in TAKEN:
        raise ImproperlyConfigured(f"ADMIN_PATH: citizens' pages are under {path!r}; choose another word")
    return path
