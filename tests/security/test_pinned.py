"""What is installed is what was looked at: every line of the lock files names one version and its hashes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.txt", "requirements-dev.txt", "tests/api/clients/requirements.txt")
PINNED = re.compile(r"([\w.-]+)(?:\[[\w,-]+\])?==[\w.!+-]+(?: ; [^\\]+)?(?: --hash=sha256:[0-9a-f]{64})+")


def lines(text):
    """Those of the file as pip reads it, without remarks."""
    kept = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [line for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(kept)).splitlines() if line.strip()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_its_hashes(lock):
    found = lines((ROOT / lock).read_text("utf-8"))
    assert len(found) > 10
    assert [line[:80] for line in found if not PINNED.fullmatch(line.strip())] == []


def test_what_is_not_pinned_would_be_found():
    pinned = f"django==5.2.19 ; python_version > '3' \\\n    --hash=sha256:{'a' * 64}\n    # via -r x\n"
    assert [bool(PINNED.fullmatch(line.strip())) for line in lines(pinned)] == [True]
    for wrong in ("django>=5", "django==5.2.19", f"django @ https://example.cn/x --hash=sha256:{'a' * 64}", "-e ."):
        assert not PINNED.fullmatch(wrong)


def test_nothing_else_is_installed_in_production():
    """Both ways of installing ask for the hashes."""
    for recipe in ("Makefile", "Dockerfile"):
        installs = re.findall(r"pip install[^\n]*", (ROOT / recipe).read_text("utf-8"))
        assert installs
        assert all("--require-hashes" in one for one in installs)
