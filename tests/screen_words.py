"""Every text that may stand on a screen: what the code, the templates, the scripts, Django's and our packs say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django

from policies.catalogue.packs import yaml

ROOT = Path(__file__).resolve().parent.parent
DJANGO = Path(django.__file__).parent
ENDS = "（(：:，,。；;、 …"
LONG = 4
"""From so many characters on, words that stand within a longer text are known; shorter ones are found anywhere."""

# Django's links above a list and under rows: what is added is the name of a model.
ADDING = ("增加 ", "添加另一个 ")


@cache
def texts() -> frozenset[str]:
    found = {*_of_code(), *_of_templates(), *_of_scripts(), *_of_translations(), *_of_packs()}
    return frozenset(" ".join(text.split()).strip() for text in found)


@cache
def _everything() -> str:
    return "\n".join(sorted(texts()))


def known(words: str) -> bool:
    """Whether the screens say this: a text of its own, the beginning of one up to a break, or a long part of one."""
    for adding in ADDING:
        if words.startswith(adding) and words != adding:
            return known(words.removeprefix(adding))
    return words in texts() or words in _beginnings() or (len(words) >= LONG and words in _everything())


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(text[: match.start()] for text in texts() for match in re.finditer(f"[{ENDS}]", text))


def _of_code() -> Iterator[str]:
    for folder in ("policies", "qujiang"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                    if isinstance(node, ast.Constant) and isinstance(node.value, str):
                        yield node.value


def _of_templates() -> Iterator[str]:
    for path in (ROOT / "templates" / "admin").rglob("*.html"):
        text = path.read_text("utf-8")
        yield from re.findall(r'(?:value|title|alt|aria-label)="([^"{<]+)', text)
        # Optional parts fall together with what stands around them, as well as apart.
        yield from re.split(r"<[^>]*>", re.sub(r"\{[%#{].*?[%#}]\}", "", text))
        yield from re.split(r"<[^>]*>|\{[%#{].*?[%#}]\}", text)


def _of_scripts() -> Iterator[str]:
    for path in (ROOT / "static" / "js").glob("*.js"):
        yield from re.findall(r'"([^"\n]+)"', path.read_text("utf-8"))


def _of_translations() -> Iterator[str]:
    files = [*(ROOT / "locale").rglob("*.po"), *DJANGO.glob("contrib/*/locale/zh_Hans/LC_MESSAGES/*.po")]
    for path in files:
        yield from re.findall(r'^msgstr(?:\[0\])? "(.+)"$', path.read_text("utf-8"), re.MULTILINE)


def _of_packs() -> Iterator[str]:
    """Of policies and questions what they are called."""
    for path in (ROOT / "policies" / "packs").rglob("*.yaml"):
        if path.stem.startswith(("questions", "policies")):
            document, _ = yaml.read(path)
            for rows in document.values():
                yield from (row["name"] for row in rows if "name" in row)
