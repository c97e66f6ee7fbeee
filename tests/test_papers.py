"""What the papers for newcomers name is there: files, tests, commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAPERS = ["CONTRIBUTING.md", "docs/architecture.md", "docs/threat-model.md"]
# Where a path may begin that is not told from the top.
BASES = [
    "",
    "policies",
    "policies/catalogue",
    "policies/catalogue/document",
    "policies/admin",
    "policies/calculator",
    "tests",
]


def said(paper: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", (ROOT / paper).read_text(encoding="utf-8"))


@pytest.mark.parametrize("paper", PAPERS)
def test_files_are_where_the_papers_say(paper):
    named = {path for one in said(paper) for path in re.findall(r"^[\w./-]+/[\w.-]+\.(?:py|md|html|yaml)(?=$|::)", one)}
    assert len(named) > 20
    assert {path for path in named if not any((ROOT / base / path).exists() for base in BASES)} == set()


@pytest.mark.parametrize("paper", PAPERS)
def test_tests_are_what_the_papers_say(paper):
    file, found = "", 0
    for one in said(paper):
        path, _, test = one.partition("::")
        file = path or file
        if test and " " not in test:
            found += 1
            assert f"def {test}(" in (ROOT / "tests" / file.removeprefix("tests/")).read_text(encoding="utf-8"), one
    assert found or paper != "docs/architecture.md"


def test_every_threat_names_a_test_that_fails_if_it_no_longer_holds():
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    for who, _, _, tests in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", tests)
        assert named, who
        assert all("def test_" in (ROOT / path).read_text(encoding="utf-8") for path in named), who
    assert text.count("\n") < 60, "it has one page"


def test_make_knows_the_commands_of_the_papers():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = {
        name
        for paper in [*PAPERS, "README.md"]
        for name in re.findall(r"\bmake ([a-z-]+)`", Path(ROOT / paper).read_text(encoding="utf-8"))
    }
    assert commands
    assert {name for name in commands if f"\n{name}:" not in makefile} == set()
