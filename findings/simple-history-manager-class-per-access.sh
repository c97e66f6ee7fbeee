#!/usr/bin/env bash
# django-simple-history 3.13.0 with Django 5.2.
#
# One would guess: `Model.history` is a manager like any other, whose class exists once, and a record of the history
# costs about what saving its row costs.
#
# What happens: the descriptor calls `from_queryset()` at every access, which looks through all members of the query set
# with inspect.getmembers and makes a new class. So two accesses give managers of different classes, every saved row makes
# a class (saving the record reads the attribute), and that is most of what the record costs: with a manager class whose
# `from_queryset` is remembered, given as `history_manager`, the same saves take well under three quarters of the time.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check django==5.2.8 django-simple-history==3.13.0

cat >try.py <<'PY'
import inspect
import time
from functools import cache

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "simple_history"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class Remembered(HistoryManager):
    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class Plain(models.Model):
    name = models.CharField(max_length=50)
    history = HistoricalRecords(app="auth")

    class Meta:
        app_label = "auth"


class Quick(models.Model):
    name = models.CharField(max_length=50)
    history = HistoricalRecords(app="auth", history_manager=Remembered)

    class Meta:
        app_label = "auth"


with connection.schema_editor() as editor:
    for model in (ContentType, Permission, Group, User):
        editor.create_model(model)
    for model in (Plain, Quick):
        editor.create_model(model)
        editor.create_model(model.history.model)

calls = 0
original = inspect.getmembers


def counted(*args, **kwargs):
    global calls
    calls += 1
    return original(*args, **kwargs)


inspect.getmembers = counted


def saved(model, rows=300):
    start = time.process_time()
    with transaction.atomic():
        for number in range(rows):
            model(name=str(number)).save()
    return time.process_time() - start


for model in (Plain, Quick):
    saved(model, 5)
print("one class for two accesses:", type(Plain.history) is type(Plain.history), "and remembered:", type(Quick.history) is type(Quick.history))
before = calls
saved(Plain, 100)
looked, before = calls - before, calls
saved(Quick, 100)
print("looks through all members for 100 saves:", looked, "and remembered:", calls - before)
times = {model: min(saved(model) for _ in range(7)) for model in (Plain, Quick)}
print("remembered takes less than three quarters of the time:", times[Quick] < 0.75 * times[Plain])
PY
.venv/bin/python try.py | tee seen
diff seen - <<'SEEN'
one class for two accesses: False and remembered: True
looks through all members for 100 saves: 100 and remembered: 0
remembered takes less than three quarters of the time: True
SEEN
