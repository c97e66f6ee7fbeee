"""Without the packages of the extra: one clear sentence with what to install, whichever command was asked."""

import os
import subprocess
import sys

from tests.screening import simulation_pack as town

PROGRAM = """
import sys
sys.modules[sys.argv[1]] = None
import django; django.setup()
from django.core.management import CommandError, call_command
from policies.publishing import live, stored
live.serve(stored.from_pack()); live.refresh = live.current
town = ["--region", "town", "--before", sys.argv[2], "--after", sys.argv[3]]
for words in (
    ["make_persons", "5", "--out", "persons.parquet"],
    ["simulate", "--synthetic", "5", *town],
    ["simulate", "--persons", "persons.csv", *town],
):
    try:
        call_command(*words)
    except CommandError as error:
        print(error.returncode, error)
"""


def test_every_command_says_what_to_install(tmp_path):
    packs = town.write(tmp_path / "before"), town.write(tmp_path / "after", "monthly.recurring.amount=200")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "qujiang.settings"}
    program = [sys.executable, "-c", PROGRAM, "polars", *map(str, packs)]
    done = subprocess.run(program, capture_output=True, text=True, env=environment, check=True)
    made, *simulated = done.stdout.splitlines()
    install = "uv pip install -r pyproject.toml --extra screening"
    assert made == f"1 没有 polars。先装好它要用的包：{install}（在集群上再加 --extra spark）", done.stderr
    sentence = f"1 这台机器上没有装测算要用的程序（polars、pyarrow）。请管理员装好再来：{install}"
    assert simulated == [sentence] * 2, done.stderr
