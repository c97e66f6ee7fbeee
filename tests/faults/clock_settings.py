"""The project's settings, on a clock that is ahead of this machine's by the seconds that the file CLOCK_AHEAD says.

libfaketime would do it below Python, but under Debian's (0.9.10) each `time.sleep` of Python 3.11 fails. Durations are
counted by the monotonic clock, which nobody sets.
"""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from tests.benchmarks.settings import *  # noqa: F403

_file = Path(os.environ["CLOCK_AHEAD"])
_seconds, _now = time.time, timezone.now


def _ahead() -> float:
    return float(_file.read_text())


time.time = lambda: _seconds() + _ahead()
timezone.now = lambda: _now() + timedelta(seconds=_ahead())
