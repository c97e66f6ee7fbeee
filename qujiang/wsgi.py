"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from qujiang import unreadable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qujiang.settings")
_respond = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    unreadable.set_aside_charset(environ)
    return _respond(environ, start_response)
