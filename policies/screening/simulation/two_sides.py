"""The two documents that are compared: the live release and what is not published yet, or is only thought of; or two
packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policies.catalogue.document import canonical
from policies.catalogue.document.canonical import Document
from policies.catalogue.packs import reading
from policies.publishing import planned, releases
from policies.publishing.publish import NotPublishable, publishable

from .changed_paths import changed
from .refused import CannotSimulate

SAME = "两边的内容完全一样，没有什么可比的"
NOTHING = "后台里没有未发布的修改；要试别的改法，写 --change 路径=值"
NOT_YET = "还没有发布过，没有现行的内容可以比；可以用 --before 和 --after 比两个政策包"


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Two valid documents, and what each is called."""

    before: Document
    after: Document
    before_name: str
    after_name: str

    def __post_init__(self) -> None:
        if canonical.text(self.before) == canonical.text(self.after):
            raise CannotSimulate(SAME)


def unpublished() -> TwoSides:
    """What is live, and what the rows say that was not published. Raises CannotSimulate."""
    before, name = _live()
    try:
        after = publishable()
    except NotPublishable as refused:
        raise CannotSimulate.of(refused.sentences) from refused
    if canonical.text(before) == canonical.text(after):
        raise CannotSimulate(NOTHING)
    return TwoSides(before, after, name, "后台里未发布的内容")


def with_changes(changes: Sequence[str]) -> TwoSides:
    """What is live, and that with these changes, see changed_paths. Raises CannotSimulate."""
    before, name = _live()
    return TwoSides(before, canonical.released(changed(before, list(changes))), name, "；".join(changes))


def packs(before: Path, after: Path, changes: Sequence[str] = ()) -> TwoSides:
    """Two packs, as they would be published. Raises CannotSimulate."""
    one, other = (_pack(path) for path in (before, after))
    if changes:
        other = canonical.released(changed(other, list(changes)))
    return TwoSides(one, other, f"政策包 {before}", f"政策包 {after}" + "".join(f"；{one}" for one in changes))


def _live() -> tuple[Document, str]:
    release = releases.live()
    if release is None:
        raise CannotSimulate(NOT_YET)
    return planned.whole(release), str(release)


def _pack(path: Path) -> Document:
    try:
        document, _ = reading.load([path])
    except reading.BrokenPack as broken:
        raise CannotSimulate.of(map(str, broken.mistakes)) from broken
    return canonical.released(document)
