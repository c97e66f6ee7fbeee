#!/usr/bin/env bash
# CPython 3.11.2, 3.11.7, 3.12.1 and 3.13.0 with the templates of Django 5.2.19; CPython 3.10.13 does not do it.
#
# One would guess: how many calls lie above makes no difference to what a page costs, or a little everywhere, as since
# 3.11 a thread keeps the memory in which the frames of Python's functions lie.
#
# What happens: that memory comes in pieces of 16 KB. A call that goes beyond the end of one asks the system for the
# next, and when that call returns the piece is given back, at once. A loop that happens to stand just before an end
# does so each time round: a page of 200 rows takes no new page of memory at most depths and thousands at about one
# depth in eight, where the same page takes three to seven times as long. One more decorator, middleware or `include`
# above moves it there or away, and a profile of calls shows nothing, as it is in no function. A frame that does not fit
# into a piece gets one of more than its size, so a thread that begins with such a frame (its code says that it may hold
# many values) meets no end.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check django==5.2.19

cat >try.py <<'PY'
import sys
from resource import RUSAGE_THREAD, getrusage
from threading import Thread
from time import thread_time

import django
from django.conf import settings
from django.template import Context, Engine

settings.configure()
django.setup()
page = Engine().from_string(
    "{% for row in rows %}{% if row.name %}<li>{{ row.name }}{% for sum in row.sums %} {{ sum }}{% endfor %}</li>"
    "{% endif %}{% endfor %}"
)
context = {"rows": [{"name": f"row {number}", "sums": [number, number + 1]} for number in range(200)]}
DEPTHS = 200


def below(calls):
    """(new pages of memory, milliseconds) of the page with so many calls above it; the least of three."""
    if calls:
        return below(calls - 1)
    found = []
    for _ in range(3):
        had, begun = getrusage(RUSAGE_THREAD).ru_minflt, thread_time()
        page.render(Context(context))
        found.append((getrusage(RUSAGE_THREAD).ru_minflt - had, (thread_time() - begun) * 1000))
    return min(pages for pages, _ in found), min(taken for _, taken in found)


def at_all_depths(found):
    found += [below(calls) for calls in range(DEPTHS)]


def with_a_large_frame(found):
    at_all_depths(found)


with_a_large_frame.__code__ = with_a_large_frame.__code__.replace(co_stacksize=32 * 1024)


def in_a_thread(call):
    found = []
    thread = Thread(target=call, args=(found,))
    thread.start()
    thread.join()
    return found


plain, roomy = in_a_thread(at_all_depths), in_a_thread(with_a_large_frame)
print(f"Python {sys.version.split()[0]}, Django {django.get_version()}, {DEPTHS} depths")
for title, found in (("as threads begin", plain), ("with a large first frame", roomy)):
    pages, times = sorted(one[0] for one in found), sorted(one[1] for one in found)
    many = sum(one >= 500 for one in pages)
    print(f"{title}: new pages {pages[0]} to {pages[-1]}, 500 or more at {many} depths, {times[0]:.1f} to {times[-1]:.1f} ms")
calm = sum(one[0] < 50 for one in plain)
worst = max(one[0] for one in plain)
if calm < DEPTHS / 2 or worst < 1000 or max(one[0] for one in roomy) >= 50:
    sys.exit("It is otherwise now.")
PY
.venv/bin/python try.py
