"""A choice of which several may be ticked: what stands in its form, as the text that an answer is written as.

Each option has a name of its own, so that it is sent once like any other field. Beside the options stands that there
are none (以上都没有), an answer too, and 不清楚. Whoever ticks one of these takes the others back, and the other way
round; what was ticked together at once contradicts itself. Nothing ticked is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.answers.parse import NONE_TICKED, UNSURE_TICKED

Entry = Mapping[str, Any]
OPTION, NONE, UNSURE = "{}-has-{}", "{}-none", "{}-unsure"
# Stands in the form, of which nothing else may be sent.
HERE = "{}-several"


def is_many(question: Entry) -> bool:
    # Releases from before there were such questions say nothing of it.
    return bool(question.get("many"))


def text(question: Entry, post: Mapping[str, str], was: str) -> str:
    """What is ticked, as `answers.parse` reads it. `was`: that of the page when it was sent."""
    key = question["key"]
    # The values count, not the names: a page may be older than a renaming.
    options = sorted({value for name, value in post.items() if name.startswith(OPTION.format(key, ""))})
    none = [NONE_TICKED] if NONE.format(key) in post else []
    unsure = [UNSURE_TICKED] if UNSURE.format(key) in post else []
    there = [kind for kind in (options, none, unsure) if kind]
    new = [kind for kind in there if _kind(kind) != _kind(was.split())]
    return " ".join(new[0] if len(new) == 1 else [one for kind in there for one in kind])


def _kind(ticked: list[str]) -> str:
    """Empty for nothing; the two that exclude all others by themselves."""
    first = "".join(ticked[:1])
    return first if first in ("", NONE_TICKED, UNSURE_TICKED) else "options"
