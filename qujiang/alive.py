"""python -m qujiang.alive: the health check of a container asks the gunicorn beside it for /livez.

The standard library only: it runs every few seconds.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException


def host() -> str:
    """A name that ALLOWED_HOSTS lets in; of `.example.cn` and `*`, one that they stand for."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    return "localhost" if first in {"", "*"} else first.removeprefix(".")


def alive(port: int, seconds: float = 2) -> bool:
    """Whether 127.0.0.1 answers at this port in time, and with 200."""
    asked = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        asked.request("GET", "/livez", headers={"Host": host()})
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


if __name__ == "__main__":
    sys.exit(not alive(int(os.environ.get("PORT", "8000"))))
