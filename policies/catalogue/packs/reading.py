"""Packs: folders of YAML files, read into one document that knows the file and line of every part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policies.catalogue.document import categories, owners, renaming
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.naming import TITLES
from policies.catalogue.document.normal import normal
from policies.catalogue.document.owners import LISTS, OF_A_REGION, Owner
from policies.catalogue.validation.parsed import parse
from policies.catalogue.validation.problems import Problem, similar
from policies.catalogue.validation.validation import validate

from . import yaml

SHIPPED = Path(__file__).resolve().parents[2] / "packs"
COMMON = "common"
ENDINGS = (".yaml", ".yml")
# A folder may have several of each, such as policies-talent.yaml; they are read in this order.
FILES = (
    "sections",
    "categories",
    "region",
    "questions",
    "life_events",
    "policies",
    "measures",
    "schools",
    "synonyms",
    "personas",
)


class BrokenPack(Exception):
    """Holds every mistake, each with its file and line."""

    def __init__(self, mistakes: list[PackMistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class PackMistake:
    place: yaml.Place | None  # None: in what is already in the database
    problem: Problem

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else "现有内容："
        return place + self.problem.message


@dataclass
class Pack:
    """`document` as it is written, region by region; `held`: the owners whose entries the pack replaces."""

    document: Document = field(default_factory=lambda: {name: [] for name in LISTS})
    held: set[Owner] = field(default_factory=set)
    places: dict[tuple[str | int, ...], yaml.Place] = field(default_factory=dict)
    mistakes: list[PackMistake] = field(default_factory=list)

    def place(self, path: tuple[str | int, ...]) -> yaml.Place | None:
        """Where this part of the document, or the nearest one around it, is written."""
        return next((self.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.places), None)


def load(paths: Iterable[Path], beside: Document | None = None) -> tuple[Document, Collection[Owner]]:
    """The normal document of these packs together with what else is `beside` them, and the owners the packs hold.

    Raises BrokenPack with all mistakes at once.
    """
    pack = read(paths)
    if None in pack.held:
        # Also those that go without saying may have been renamed since.
        pack.document = categories.filled(pack.document)
    if beside:
        _in_present_codes(pack, renaming.names(beside))
    _put_last(pack, beside or {})
    document = owners.replace(owners.apart(beside), pack.document, pack.held) if beside else pack.document
    mistakes = pack.mistakes + [PackMistake(pack.place(p.path), p) for p in validate(document)]
    if mistakes:
        raise BrokenPack(sorted(mistakes, key=lambda mistake: mistake.place.order if mistake.place else ("", 0)))
    return normal(document), pack.held


def _put_last(pack: Pack, beside: Document) -> None:
    """A region without a position stays where it stands; a new one comes after all others, which stay too."""
    written = [region for region in pack.document["regions"] if isinstance(region, dict)]
    known = {region["code"]: region["position"] for region in beside.get("regions", ())}
    positions = [region.get("position") for region in written]
    last = max([0, *known.values(), *(one for one in positions if isinstance(one, int))])
    for number, region in enumerate(region for region in written if "position" not in region):
        region["position"] = known.get(str(region.get("code")), last + 10 * (number + 1))


def _in_present_codes(pack: Pack, names: renaming.Names) -> None:
    """A pack from before a renaming means the same entries; a broken one is told of as it is written."""
    if names and not parse(pack.document).problems:
        pack.document = renaming.renamed(pack.document, names)
        pack.held = {names.get(("regions", code or ""), code) for code in pack.held}


def read(paths: Iterable[Path]) -> Pack:
    pack = Pack()
    for folder in _folders(list(paths), pack):
        _read_folder(folder, pack)
    return pack


def _folders(paths: list[Path], pack: Pack) -> list[Path]:
    """Each path is a region's folder, which takes the common one beside it along, or a folder of those."""
    found: list[Path] = []
    for path in paths:
        inside = [path, path.parent / COMMON] if files(path) else [child for child in path.glob("*") if files(child)]
        if not inside:
            pack.mistakes.append(_mistake(path, "no_folder", "这里没有政策包：要有 region.yaml、policies.yaml 等文件"))
        found += [folder for folder in inside if files(folder)]
    unique = {folder.resolve(): folder for folder in found}
    return sorted(unique.values(), key=lambda folder: (folder.name != COMMON, folder.name))


def files(folder: Path) -> list[Path]:
    """The files of a region's folder, in the order they are read."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.suffix in ENDINGS]
    return sorted(found, key=lambda path: (_rank(path), path.stem, path.suffix))


def _rank(path: Path) -> int:
    stem = path.stem.partition("-")[0]
    return FILES.index(stem) if stem in FILES else len(FILES)


def _read_folder(folder: Path, pack: Pack) -> None:
    region = None if folder.name == COMMON else folder.name
    pack.held.add(region)
    for path in files(folder):
        if _rank(path) == len(FILES):
            message = (
                f"不认识的文件名{similar(path.stem, FILES)}，请改成 {'、'.join(FILES)}，"
                "后面可以加一个短横和别的字，例如 policies-talent.yaml"
            )
            pack.mistakes.append(_mistake(path, "file_name", message))
            continue
        try:
            _read_file(path, region, pack)
        except yaml.UnreadablePack as error:
            pack.mistakes.append(PackMistake(error.place, Problem((), "yaml", error.message)))


def _read_file(path: Path, region: Owner, pack: Pack) -> None:
    content, places = yaml.read(path)
    for name, entries in content.items():
        if name not in LISTS:
            message = f"多余的键“{name}”{similar(str(name), LISTS)}，请改正或删掉"
            pack.mistakes.append(PackMistake(places[name,], Problem((), "extra_forbidden", message)))
        elif not isinstance(entries, list):
            message = f"{name} 要写成列表，每条前面一个短横"
            pack.mistakes.append(PackMistake(places[name,], Problem((), "list_type", message)))
        else:
            _take(name, entries, region, places, pack)


def _take(name: str, entries: list[Any], region: Owner, places: yaml.Places, pack: Pack) -> None:
    before = len(pack.document[name])
    for path, place in places.items():
        if path[0] == name and len(path) > 1:
            pack.places[(name, before + int(path[1]), *path[2:])] = place
    for number, entry in enumerate(entries):
        if isinstance(entry, dict):
            place = places[name, number]
            pack.mistakes += [PackMistake(place, problem) for problem in _settle(name, entry, region)]
        if name == "regions" and isinstance(entry, dict):
            pack.held.add(str(entry.get("code")))
    pack.document[name] += entries


def _settle(name: str, entry: dict[str, Any], region: Owner) -> list[Problem]:
    """Fills in the region of the folder."""
    if name in OF_A_REGION:
        written = entry.setdefault("region", region)
        if region is None and name in ("sources", "parameters", "policies", "measures", "personas", "life_events"):
            return [Problem((), "folder", f"{TITLES[name]}都属于一个地区，请写在那个地区的文件夹里")]
        if written != region:
            message = f"写了地区 {written}，却放在 {region or COMMON} 文件夹里，请放到 {written} 文件夹"
            return [Problem((), "folder", message)]
    elif name in ("sections", "categories", "synonyms") and region is not None:
        return [Problem((), "folder", f"{TITLES[name]}各地共用，请写在 {COMMON} 文件夹里")]
    return []


def _mistake(path: Path, code: str, message: str) -> PackMistake:
    return PackMistake(yaml.Place(path, 1), Problem((), code, message))
