"""The project's settings, with the empty views beside its own and static files of this run."""

from qujiang.settings import *  # noqa: F403
from qujiang.settings import STATE_DIR

ROOT_URLCONF = "tests.benchmarks.urls"
STATIC_ROOT = STATE_DIR / "static"
