"""A clock that goes over midnight at the end of a month, under a scheduled release, and is then set back.

    python -m tests.faults.clock

By an hour, then by a day, with workers started anew each time; then it goes right again. It is the site's clock alone.
Prints its figures and ends by itself within some minutes; loopback only. Ends with 1 if a citizen's request broke, a
page was of another day or of a release out of turn, or what was made "in the future" was not read.
"""

import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from qujiang.jobs import ZONE
from tests.benchmarks.browser import Fields
from tests.faults.citizens import HOST, Asked, Browser, Figures, asked_by, journey
from tests.faults.fronts import children
from tests.faults.sites import Report, manage, prepared, site

SECONDS = 20  # of citizens, each time
SLOWEST = 10  # seconds after which every worker serves what is due: it looks every two
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ADDED = "（月初改过的名字）"
# Staff: what says something else is to be live from then on.
SCHEDULED = f"""
from datetime import datetime
from policies.models import Policy
from policies.publishing.publish import publish
policy = Policy.objects.get(code="qj-rent-subsidy")
policy.name += {ADDED!r}
policy.save()
publish(effective_at=datetime.fromisoformat("MOMENT"))
"""
# A clerk logs in; what their browser keeps of it.
LOGGED_IN = """
from django.contrib.auth.models import User
from django.test import Client
clerk = User.objects.create_superuser("clock", password="x" * 20)
client = Client()
client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
print(client.session.session_key)
"""


@dataclass
class Clock:
    """The site's, by so much ahead of this machine's."""

    file: Path
    ahead: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.step(timedelta())

    def step(self, by: timedelta) -> None:
        self.ahead += by
        new = self.file.with_suffix(".new")
        new.write_text(f"{self.ahead.total_seconds()}")
        new.rename(self.file)

    def now(self) -> datetime:
        return datetime.now(ZONE) + self.ahead


@dataclass
class Watcher:
    """Looks at a result, a policy and the interface all the time: whose day they are of, and whose rules."""

    port: int
    clock: Clock
    pages: list[Asked]
    wrong: Counter[str] = field(default_factory=Counter)
    looked: int = 0
    seen: list[int] = field(default_factory=list)
    due: int = 1  # the release that all must serve
    coming: datetime | None = None  # when the next one becomes due

    @contextmanager
    def watching(self) -> Iterator[None]:
        over = threading.Event()

        def look() -> None:
            browser = Browser(self.port)
            while not over.wait(0.1):
                for page in self.pages:
                    self.look(browser, page)
            browser.close()

        thread = threading.Thread(target=look)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def look(self, browser: Browser, page: Asked) -> None:
        before = self.clock.now()
        answer, content = browser.repeat(page)
        after = self.clock.now()
        if answer.status != 200:
            self.wrong[f"{page.path}: {answer.status}"] += 1
            return
        day, number = said(page.path, content.decode())
        self.looked += 1
        if day not in {f"{one:%Y-%m-%d}" for one in (before, after)}:
            self.wrong[f"{page.path} of {day} on {before:%Y-%m-%d}"] += 1
        if number not in self.fitting(before, after):
            self.wrong[f"{page.path} by release {number} at {before:%H:%M}"] += 1
        if number not in self.seen:
            self.seen.append(number)

    def fitting(self, before: datetime, after: datetime) -> set[int]:
        """The releases by which what was asked between these may be answered."""
        if self.coming is None or after < self.coming:
            return {self.due}
        if before > self.coming + timedelta(seconds=SLOWEST):
            return {self.due + 1}
        return {self.due, self.due + 1}

    def outcome(self) -> tuple[str, bool]:
        """What was seen since this was last asked, and whether it is right."""
        told = f"{self.looked} looks, releases {self.seen}, {dict(self.wrong) or 'each of its day'}"
        good = not self.wrong and self.looked > 10
        self.looked, self.seen, self.wrong = 0, [], Counter()
        return told, good


def said(path: str, content: str) -> tuple[str, int]:
    """The day and the release that an answer names."""
    if path.startswith("/api/"):
        told = json.loads(content)
        return told["on"], told["release"]["number"]
    found = re.search(r'按 <time datetime="([\d-]+)".{1,200}?第&nbsp;(\d+)&nbsp;次发布', content, re.DOTALL)
    return (found[1], int(found[2])) if found else ("no day", 0)


def readable(asked: Asked) -> Asked:
    """The same, for an answer that is not compressed."""
    return replace(asked, headers={name: value for name, value in asked.headers.items() if name != "Accept-Encoding"})


def watched(asked: list[Asked]) -> list[Asked]:
    """Of a journey its result and its question to the interface."""
    return [readable(next(one for one in reversed(asked) if one.path == path)) for path in ("/result", "/api/v1/check")]


def code(port: int, result: Asked) -> str:
    """The code by which whoever has this result comes back."""
    page = Browser(port).repeat(Asked("GET", "/resume", result.headers))[1].decode()
    return unescape(re.search(r"<textarea[^>]*readonly[^>]*>([^<]+)</textarea>", page)[1])


def comes_back(port: int, by: str) -> str:
    """What whoever opens the code in another browser reads: that the answers are back, or why not."""
    browser = Browser(port)
    form = Fields(browser.ask("GET", "/resume")[1]).found
    token = form["csrfmiddlewaretoken"]
    _, text, leads = browser.ask(
        "POST", "/resume", urlencode({"csrfmiddlewaretoken": token, "code": by}, doseq=True).encode()
    )
    if leads:
        text = browser.ask("GET", leads)[1]
    browser.close()
    return "back" if "之前的答案回来了" in text else "refused"


def staff_page(folder: Path, session: str) -> int:
    browser = Browser(f"{folder}/web.sock")
    try:
        return browser.repeat(Asked("GET", "/admin/", {"Host": HOST, "Cookie": f"sessionid={session}"}))[0].status
    finally:
        browser.close()


def start_anew(port: int, process: subprocess.Popen, page: Asked) -> Figures:
    """All workers, while citizens ask; until those of before are gone."""
    before, until = set(children(process.pid)), time.monotonic() + 60
    process.send_signal(signal.SIGHUP)
    return asked_by(port, [page], stop=lambda: not before & set(children(process.pid)) or time.monotonic() > until)


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="clock-") as made:
        folder = Path(made)
        environment, clock = prepared(folder), Clock(folder / "clock")
        environment |= {"DJANGO_SETTINGS_MODULE": "tests.faults.clock_settings", "CLOCK_AHEAD": str(clock.file)}
        midnight = next_month(clock.now())
        clock.step(midnight - HOUR - clock.now())
        with site(folder, environment) as (port, process):
            asked = journey(port)
            watcher = Watcher(port, clock, watched(asked))

            def go_on(what: str) -> None:
                with watcher.watching():
                    figures = asked_by(port, asked, seconds=SECONDS)
                report.say(f"{what} ({clock.now():%m-%d %H:%M}): {figures}", not figures.broken)
                report.say(*watcher.outcome())

            manage(environment, "shell", "-v0", "-c", SCHEDULED.replace("MOMENT", midnight.isoformat()))
            go_on("a release is scheduled")
            clock.step(midnight - timedelta(seconds=SECONDS / 4) - clock.now())
            watcher.coming = midnight
            go_on("over midnight into another month")
            watcher.due, watcher.coming = 2, None

            # From here on there is also what was made after midnight.
            asked += journey(port)
            watcher.pages += watched(asked)
            session = manage(environment, "shell", "-v0", "-c", LOGGED_IN).split()[-1]
            taken = code(port, watcher.pages[-2])
            for what, by in (("back by an hour", HOUR), ("back by a day", DAY - HOUR)):
                clock.step(-by)
                go_on(what)
                figures = start_anew(port, process, watcher.pages[0])
                report.say(f"workers started anew: {figures}", not figures.broken)
                go_on("by them")
                read, status = comes_back(port, taken), staff_page(folder, session)
                report.say(
                    f"a code of later on: {read}; staff logged in later on: {status}", (read, status) == ("back", 200)
                )
            manage(environment, "publish")
            time.sleep(SLOWEST)
            watcher.due = 3
            go_on("published meanwhile")
            clock.step(DAY)
            go_on("right again")
    return report.ends


def next_month(now: datetime) -> datetime:
    """Its first midnight."""
    return (now.replace(day=1, hour=0, minute=0, second=0, microsecond=0) + 40 * DAY).replace(day=1)


if __name__ == "__main__":
    sys.exit(main())
