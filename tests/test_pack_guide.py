"""The guide to packs works as it is written: its examples are written, its commands run, in its order."""

import re
import shlex
from itertools import groupby
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from policies.admin import handbook
from tests import loaded
from tests.pages import text

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = [DOCS / "packs.md", DOCS / "packs.zh-CN.md"]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = "python manage.py "
PAPERS = [*GUIDES, *sorted((DOCS / "packs").glob("*.md"))]


def blocks(guide):
    return BLOCK.findall(guide.read_text("utf-8"))


@pytest.fixture
def shipped(db, settings, tmp_path, monkeypatch):
    """The shipped pack in the rows, and a folder of one's own to work in."""
    from policies.publishing import live

    settings.STATE_DIR = tmp_path / "state"
    monkeypatch.chdir(tmp_path)
    loaded.shipped()
    yield
    live.reset()


def examples(guide):
    """Commands as lists of words, and all that is written between two of them as texts by file."""
    for kind, several in groupby(blocks(guide), key=lambda block: block[0]):
        if kind == "sh":
            for _, block in several:
                for line in block.splitlines():
                    assert line.startswith(COMMAND), line
                    yield shlex.split(line.removeprefix(COMMAND))
        else:
            assert kind == "yaml"
            files: dict[str, str] = {}
            for _, block in several:
                name = re.match(r"# ([a-z]+\.yaml)\n", block)[1]
                files[name] = files.get(name, "") + block
            yield files


def test_both_languages_have_the_same_examples():
    first, second = map(blocks, GUIDES)
    assert first == second
    assert len(first) > 10


def test_whoever_follows_the_guide_has_a_city_that_is_published(shipped, client, tmp_path, capsys):
    from policies.publishing import live

    folder, run = tmp_path / "my-packs" / "chengbei", []
    for step in examples(GUIDES[0]):
        if isinstance(step, dict):
            for name, written in step.items():
                (folder / name).write_text(written, "utf-8")
            continue
        if "--delete" in step:
            without(folder, step[-1])
            with pytest.raises(CommandError, match=f"--delete {step[-1]}"):
                call_command(*step[:-2])
        call_command(*step)
        run.append((step[0], capsys.readouterr().out))
        if step[0] == "publish":
            live.refresh()
            assert "城北区" in text(client.get(reverse("start")))
            assert client.post(reverse("check"), {"region": "chengbei"}).headers["Location"].startswith("/check/")
            assert "合计最多 30,000 元" in text(client.get(reverse("policy", args=["chengbei-home"])))
    commands = [name for name, _ in run]
    order = ["new_region", "load_pack", "load_pack", "check_personas", "publish", "dump_pack", "load_pack", "load_pack"]
    assert commands == order
    assert "没有问题。载入会新增" in run[1][1]
    assert "新增 0 行，修改 0 行，删除 0 行" in run[6][1]
    assert (tmp_path / "exported" / "chengbei" / "policies.yaml").exists()


def without(folder, code):
    """Takes a policy out of the pack."""
    path = folder / "policies.yaml"
    entries = re.split("(?m)^(?=  - code: )", path.read_text("utf-8"))
    kept = [entry for entry in entries if not entry.startswith(f"  - code: {code}\n")]
    assert len(kept) == len(entries) - 1
    path.write_text("".join(kept), "utf-8")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_the_papers_on_packs_lead_somewhere(paper):
    said = paper.read_text("utf-8")
    links = set(re.findall(r"\]\(([^)\s]*)\)", said))
    assert links
    for link in links:
        target, _, anchor = link.partition("#")
        other = (paper.parent / target).resolve() if target else paper
        assert other.exists(), link
        headings = re.findall(r"^#+ (.+)$", other.read_text("utf-8"), re.MULTILINE)
        known = {handbook.anchor(heading) for heading in headings} | set(re.findall('<a id="([a-z]+)">', said))
        known |= set(re.findall('<a id="([a-z]+)">', other.read_text("utf-8")))
        assert not anchor or anchor in known, link
