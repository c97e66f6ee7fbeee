"""What is logged while a test does something, as it would be written to stderr."""

import io
import logging
from contextlib import contextmanager

from qujiang import logs


@contextmanager
def logged(formatter=logs.Json):
    """As in earnest, from INFO on."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        formatter() if formatter is logs.Json else formatter("{levelname} {name}:{of} {message}", style="{")
    )
    handler.addFilter(logs.Discreet())
    loggers = [root, *(logging.getLogger(name) for name in ("django", "gunicorn.error"))]
    levels = [one.level for one in loggers]
    # gunicorn's tells root nothing.
    hearing = [root, *(one for one in loggers if not one.propagate)]
    for one in hearing:
        one.addHandler(handler)
    try:
        for one in loggers:
            one.setLevel(logging.INFO)
        yield written
    finally:
        for one in hearing:
            one.removeHandler(handler)
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
