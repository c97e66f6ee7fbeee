"""The first files of a region's pack: they load and publish as they are, and say what to write next."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from string import Template

from pydantic import ValidationError

from policies.calculator.calendar import add_months
from policies.catalogue.document import categories, schema
from policies.catalogue.document.canonical import Document
from policies.catalogue.validation.problems import from_schema, listed

from .reading import COMMON

SKELETON = Path(__file__).with_name("skeleton")
EXAMPLE = "housing"
# Where a code stands in a longer one, so much of it; the longest is one of a source, see the schema.
LONGEST = 20


class CannotBegin(Exception):
    """Why no folder was written, as sentences for whoever asked."""


def write(into: Path, code: str, *, name: str, parent: str | None, beside: Document, today: date) -> list[Path]:
    """The files written. `beside`: what there is already, where the parent must be and the code must not.

    Raises CannotBegin, and then writes nothing.
    """
    folder = into / code
    if wrong := [*_misspelt(code, name, parent), *_taken(folder, code, parent, beside)]:
        raise CannotBegin("\n".join(wrong))
    short = code[:LONGEST].rstrip("-")
    values = {
        "code": code,
        "name": name,
        "quoted_code": _scalar(code),
        "quoted_name": _scalar(name),
        "parent": f", parent: {_scalar(parent)}" if parent else "",
        "folder": str(folder),
        "source": f"{short.upper()}-1",
        "policy": f"{short}-rent",
        **_categories(beside),
        "today": today.isoformat(),
        "half_a_year_ago": add_months(today, -6).isoformat(),
    }
    written = []
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise CannotBegin(f"这里不能新建文件夹：{folder}") from error
    for path in sorted(SKELETON.glob("*.yaml")):
        written.append(folder / path.name)
        written[-1].write_text(Template(path.read_text("utf-8")).substitute(values), "utf-8")
    return written


def _categories(beside: Document) -> dict[str, str]:
    """All of them, and that of the example, which is about rents: where there is none such, the first there is."""
    codes = [entry["code"] for entry in categories.of(beside)]
    return {"categories": " ".join(codes), "category": EXAMPLE if EXAMPLE in codes else codes[0]}


def _scalar(text: str) -> str:
    """As YAML holds a text, in quotes where it could be anything else."""
    plain = re.fullmatch(r"[a-z\u4e00-\u9fff][a-z0-9\u4e00-\u9fff-]*", text) and text not in ("true", "false", "null")
    return text if plain else json.dumps(text, ensure_ascii=False)


def _misspelt(code: str, name: str, parent: str | None) -> list[str]:
    entry = {"code": code, "name": name} | ({"parent": parent} if parent else {})
    try:
        schema.Region.model_validate(entry)
    except ValidationError as error:
        return [problem.message for problem in from_schema(error, entry, ())]
    return ["名称只写一行"] if len(name.splitlines()) > 1 else []


def _taken(folder: Path, code: str, parent: str | None, beside: Document) -> list[str]:
    known = [region["code"] for region in beside["regions"]]
    said = []
    if code == COMMON:
        said.append(f"{COMMON} 是各地共用的文件夹，地区请换一个代码")
    elif code in known or any(code in region.get("formerly", ()) for region in beside["regions"]):
        said.append(f"已经有地区 {code}；要接着写，请先用 dump_pack 导出")
    elif folder.exists():
        said.append(f"已经有文件夹 {folder}，没有改动；请换一个代码，或者换一个地方（--into）")
    if parent and parent not in known:
        said.append(f"没有上级地区 {parent}，" + (f"只有 {listed(known)}" if known else "请先载入它的政策包"))
    return said
