"""The school picker: the name of a school on the list gives the answers that follow from the school.

The name is kept with the answers. What a school filled in goes with it; what the visitor answered by hand stays where
the name is just taken away, and is asked anew of another school.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from policies.answers import Answers
from policies.answers.belonging import SCHOOL
from policies.wizard import still
from policies.wizard.bare import bare
from policies.wizard.check import Check, Entry
from policies.wizard.still import Look

TYPED = "school"
# What the field held when it was shown: left like this, it is the name there is now that counts, see form.py.
SHOWN = "school-shown"
UNLISTED = "境外或未列出"
LONGEST = 80
SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Picker:
    """The field as it stands on the page. `school`: the one that was typed; None if none on the list was.

    `names`: what is offered to choose from. `differs`: the questions that the visitor answered otherwise than the
    school would. `look`: a name offered again.
    """

    schools: tuple[Entry, ...]
    names: tuple[str, ...]
    typed: str
    school: Entry | None
    differs: tuple[str, ...]
    look: Look | None

    @property
    def longest(self) -> int:
        """In characters."""
        return LONGEST

    @property
    def is_unknown(self) -> bool:
        return bool(self.typed) and self.typed != UNLISTED and self.school is None

    @property
    def suggested(self) -> list[str]:
        """A few names that have what was typed in them, or in what they are called for short."""
        if not self.is_unknown:
            return []
        part = bare(self.typed)
        return [one["name"] for one in self.schools if any(part in called for called in _called(one))][:SUGGESTED]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answers before and after a school was named, both without those that the school before it filled in.

    `given`: what the new one says, SCHOOL among it; empty where no name was changed.
    """

    before: Answers
    after: Answers
    given: frozenset[str] = frozenset()


def picker(check: Check, section: str) -> Picker | None:
    """None in a section where no school has anything to answer, or where nothing of it matters any more."""
    keys = check.catalogue.answered_by_schools.intersection(one["key"] for one in check.questions(section))
    shown = frozenset(filter(check.matters, keys))
    schools, names = check.catalogue.kept((SCHOOL, check.answers.region, shown), lambda: _answering(check, shown))
    if not schools:
        return None
    answers = check.answers
    school = _find(check, answers.school)
    says = _answers_of(school, check)
    return Picker(
        schools=schools,
        names=names,
        typed=answers.school,
        school=school,
        differs=tuple(
            check.catalogue.questions[key]["name"]
            for key, value in says.items()
            if answers.touched(key) and answers.values.get(key) != value
        ),
        look=still.look(answers, SCHOOL, check.catalogue),
    )


def _answering(check: Check, keys: Set[str]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The schools that have something to answer of these questions, and the names to choose from."""
    schools = tuple(school for school in check.schools if not keys.isdisjoint(school["answers"]))
    return schools, (*(school["name"] for school in schools), UNLISTED)


def _named(post: Mapping[str, str]) -> str | None:
    """The name that was put into the form; None where it was left as it was shown, or is not in the form."""
    typed = _tidy(post.get(TYPED, ""))
    if TYPED in post and bare(typed) != bare(post.get(SHOWN, "")):
        return typed
    return _tidy(post[still.WAS.format(TYPED)]) if still.is_ticked(TYPED, post) else None


def seen(check: Check, post: Mapping[str, str]) -> str:
    """The school that the visitor saw, or named, in this form."""
    typed = _tidy(post.get(TYPED, ""))
    school = _find(check, typed)
    return school["name"] if school else typed


def is_new(post: Mapping[str, str]) -> bool:
    """Whether a name was typed that has not been looked up yet."""
    return bool(_named(post))


def choose(check: Check, before: Answers, after: Answers, post: Mapping[str, str]) -> Chosen:
    """`check`: the one before; `after`: its answers with what else was changed in the form."""
    name = _tidy(post.get(TYPED, "")) if check.lost else _named(post)
    if name is None or name == before.school:
        return Chosen(before, after)
    for key, value in _answers_of(_find(check, before.school), check).items():
        before = before.without(key) if before.values.get(key) == value else before
        after = after.without(key) if after.values.get(key) == value else after
    school = _find(check, name)
    says = _answers_of(school, check)
    for key, value in says.items():
        # After the answers were lost, those in the form had been looked at already.
        if not (check.lost and after.touched(key)):
            after = after.with_value(key, value)
    after = replace(after, school=school["name"] if school else name)
    return Chosen(before, after, frozenset({SCHOOL, *says}))


def _answers_of(school: Entry | None, check: Check) -> dict[str, str | bool]:
    return {key: value for key, value in school["answers"].items() if key in check.ruleset.questions} if school else {}


def _find(check: Check, typed: str) -> Entry | None:
    called = check.catalogue.kept((SCHOOL, check.answers.region), lambda: _by_name(check.schools))
    return called.get(bare(typed[:LONGEST])) if typed else None


def _by_name(schools: Sequence[Entry]) -> dict[str, Entry]:
    """The first of those that are called so."""
    return {called: school for school in reversed(schools) for called in _called(school)}


def _called(school: Entry) -> list[str]:
    """Its name and what it is called for short."""
    return [bare(name) for name in (school["name"], *school.get("also", ()))]


def _tidy(name: str) -> str:
    return name.strip()[:LONGEST]
