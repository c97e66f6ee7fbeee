"""Sessions of staff, in Django's table."""

from __future__ import annotations

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError

logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    def save(self, must_create: bool = False) -> None:
        """A database that is busy or away takes nothing back that was done: Django would answer 400, as after a log-out
        elsewhere, and whoever saved would save again. The session then ends by its earlier time."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if not isinstance(error.__context__, OperationalError):
                raise
            logger.warning("A session could not be saved: the database is busy or away")
