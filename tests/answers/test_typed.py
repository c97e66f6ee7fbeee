"""The code that is typed: it says what the result rests on, and is read by its own rules alone."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.utils import timezone

from policies.answers import Answers, letters, radix, typed
from policies.answers.radix import LETTERS, RadixReader, RadixWriter
from policies.answers.resume import EXPIRED, Unusable
from policies.calculator.calendar import Month
from policies.calculator.ruleset import QuestionType
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import plain
from policies.results.gather import page_of
from tests.persons import CAST, DAY, MASTER_2025
from tests.wizard.conftest import shipped, today

__all__ = ["shipped", "today"]
pytestmark = pytest.mark.usefixtures("today")


def told(answers, catalogue):
    """Of each policy how it stands, and what goes together."""
    page = page_of(answers, catalogue)
    several = page.assessment.by_code.items()
    return page.best.policies, {code: (one.status, one.tier, one.eligible_until, one.received) for code, one in several}


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_what_is_read_gives_the_same_result(shipped, person):
    answers = replace(person.on(), received=frozenset({"qj-home-visit"}), payments={"qj-home-visit": 2})
    code = typed.code_of(answers, shipped)
    assert len(code.replace("-", "")) < letters.LONGEST
    read = typed.read(code, shipped)
    assert told(read, shipped) == told(answers, shipped)
    assert (read.received, read.payments) == (answers.received, answers.payments)


def value(question, chance):
    match question.type:
        case QuestionType.BOOL:
            return chance.random() < 0.5
        case QuestionType.DATE:
            day = date(1950, 1, 1) + timedelta(chance.randrange(30_000))
            return chance.choice([day, Month(day.year, day.month)])
        case QuestionType.CHOICE if question.many:
            return frozenset(one for one in question.choices if chance.random() < 0.3)
        case QuestionType.CHOICE:
            return chance.choice(question.choices)
        case QuestionType.MONEY:
            return chance.choice([chance.randrange(10**7), Decimal(chance.randrange(1, 10**7) * 100 + 50) / 100])
        case _:
            return chance.choice([0, 1, chance.randrange(1000)])


def test_every_answer_is_read_as_it_was_given(shipped):
    chance, policies = Random(16), list(shipped.policies)
    questions = shipped.ruleset("qujiang").questions
    for _ in range(200):
        given = {key: value(one, chance) for key, one in questions.items() if chance.random() < 0.5}
        answers = Answers(
            "qujiang",
            DAY - timedelta(100),
            given,
            stated_on={key: DAY - timedelta(chance.randrange(100)) for key in given if chance.random() < 0.1},
            received=frozenset(chance.sample(policies, 2)),
            preferred=frozenset(chance.sample(policies, chance.randrange(3))),
        )
        reader = written(answers, shipped)
        content = typed._read(reader, shipped)
        assert reader.rest == 0
        assert content["a"] == {key: plain(one) for key, one in given.items()}
        later = dict(zip(content["a"], content["t"], strict=bool(content["t"])))
        assert all(later.get(key, 0) == (answers.day_of(key) - answers.as_of).days for key in given)
        assert (set(content["g"]), set(content["p"])) == (answers.received, answers.preferred)


def written(answers, catalogue):
    """As a code that nobody would type would be read."""
    writer = RadixWriter()
    typed._write(writer, answers, catalogue)
    reader = RadixReader(radix.whole(radix.letters(writer.whole)))
    reader.take(typed.FORMATS)
    reader.take(typed.RULES)
    return reader


def test_it_is_typed_as_people_type(shipped):
    code = typed.code_of(MASTER_2025.on(), shipped)
    expected = typed.read(code, shipped)
    between = [code.replace("-", sign) for sign in ("", " ", "—", "–", "——", "_", "\u200b-", "\u200b", "、", "\n")]
    around = [
        f" {code}\n",
        f"{code}.",
        f"{code}。",
        f"短码：{code}",
        f"短码: {code}",
        f"他的短码是{code}，请看",
        f"“{code}”",
    ]
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    alike = code.replace("0", "o").replace("1", "l")
    for text in (code.lower(), *between, *around, wide, alike, f"Slip 12: {code} (A4)", "\ufeff".join(code)):
        assert letters.may_be_one(text), text
        assert typed.read(text, shipped) == expected, text
        assert letters.looks_like_one(text) or letters.right(text), text


def test_a_wrong_letter_is_found_wherever_it_is(shipped):
    code = typed.code_of(MASTER_2025.on(), shipped).replace("-", "")
    for place, right in enumerate(code):
        for wrong in set(LETTERS[::3]) - {right}:
            with pytest.raises(Unusable, match="打错"):
                typed.read(code[:place] + wrong + code[place + 1 :], shipped)
    for text in ("", "1", code[:-1], code[1:], code * 2, code + "0"):
        with pytest.raises(Unusable, match="打错"):
            typed.read(text, shipped)


def test_other_rules_and_an_old_one_are_refused_with_their_own_sentence(shipped, monkeypatch):
    code = typed.code_of(MASTER_2025.on(), shipped)
    with pytest.raises(Unusable, match=re.escape(typed.OTHER_RULES)):
        typed.read(code, replace(shipped, sha256="another"))
    assert typed.read(code, replace(shipped, number=2)) == typed.read(code, shipped), "which has the same rules"
    monkeypatch.setattr(timezone, "localdate", lambda: DAY + timedelta(30))
    typed.read(code, shipped)
    monkeypatch.setattr(timezone, "localdate", lambda: DAY + timedelta(31))
    with pytest.raises(Unusable, match=EXPIRED):
        typed.read(code, shipped)


def test_a_code_of_before_the_secret_was_changed_is_read(shipped, settings):
    code = typed.code_of(MASTER_2025.on(), shipped)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another " * 5, [settings.SECRET_KEY]
    typed.read(code, shipped)
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unusable):
        typed.read(code, shipped)


def test_what_nobody_would_type_has_none(shipped):
    assert typed.code_of(replace(MASTER_2025.on(), received=frozenset(shipped.policies)), shipped) == ""
    assert typed.code_of(replace(MASTER_2025.on(), received=frozenset({"gone"})), shipped) == ""


def test_the_same_number_with_another_document_is_read_as_nothing(shipped):
    """As after a backup was restored, or where nothing was published."""
    document = deepcopy(shipped.document)
    choice = next(one for one in document["questions"] if one["type"] == "choice")
    choice["choices"].append(choice["choices"][-1] | {"value": "another"})
    code = typed.code_of(MASTER_2025.on(), replace(shipped, number=7))
    with pytest.raises(Unusable, match=re.escape(typed.OTHER_RULES)):
        typed.read(code, Catalogue(document, "another", "database", 7))


def test_whatever_stands_behind_a_right_check_ends_soon_and_in_a_sentence(shipped):
    chance = Random(5)
    begun = typed.FORMATS * typed._rules(shipped)
    refused = []
    for _ in range(150):
        odd = chance.getrandbits(chance.choice([60, 150, 250, 340])) * typed.FORMATS * typed.RULES + begun
        try:
            typed.read(letters.checked(radix.letters(odd)), shipped)
        except Unusable as problem:
            refused.append(str(problem))
    assert set(refused) == {typed.OTHER_RULES, EXPIRED}
    assert len(refused) > 100


@pytest.mark.parametrize("text", ["https://example.org/resume#abc", ".eJxl:1xYCiM:-M9h", "", "张三", "A" * 201])
def test_links_and_resume_codes_are_none(text):
    assert not letters.may_be_one(text)
    assert not letters.looks_like_one(text)
