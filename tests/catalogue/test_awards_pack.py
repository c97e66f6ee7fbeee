"""Every kind of award, from a pack to rows and back, refused where it makes no sense, and shown by people."""

from datetime import date

import pytest

from policies.calculator import Facts, assess
from policies.catalogue.rulesets import build_ruleset
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import offers
from policies.publishing.personas import run
from tests.catalogue import awards_pack
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "river/policies.yaml"
DAY = date(2026, 11, 22)


def load(folder):
    from policies.catalogue.packs import reading

    return reading.load([folder])[0]


@pytest.fixture
def folder(tmp_path):
    return awards_pack.write(tmp_path / "pack")


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(awards_pack.write(tmp_path_factory.mktemp("awards")))


def test_its_people_are_as_expected_and_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert [(one.persona["code"], one.deviations) for one in outcomes if one.deviations] == []
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


def test_what_is_dumped_reads_the_same(document, tmp_path):
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import dumping

    dumping.dump(document, tmp_path / "dump")
    assert canonical.text(load(tmp_path / "dump")) == canonical.text(document)


@pytest.mark.django_db
def test_rows_hold_it_all(document):
    from policies.catalogue import rows

    rows.write(document)
    assert rows.read() == document
    assert not any(rows.write(document).values())


RESIDENT = {"resident": True, "moved_in_on": date(2026, 9, 1)}


def result(document, code, had=None, on=DAY, **more):
    """What a resident of the pack, with other answers, gets from a policy; `had`: how many payments already."""
    rules = build_ruleset(document, "river")
    answers = {key: value for key, value in (RESIDENT | more).items() if value is not None}
    received = {} if had is None else {code: had}
    return assess(rules, Facts.resolve(rules, answers, on), on, received).by_code[code]


@pytest.fixture(scope="module")
def questions(document):
    return {one["key"]: one for one in document["questions"]}


def dues(found):
    return [(due.day.isoformat(), due.face) for due in found.dues]


# What the policy page says of each, and what the result page says to its person.
SAID = {
    "jc-quarterly": (
        "每季度 900 元，最长 2 年，按最长年限合计 7,200 元",
        "每季度 900 元，现在开始领，到期前能领 7 次，共 6,300 元；文件最长 2 年",
    ),
    "jc-half-yearly": (
        "每半年 2,500 元，最长 2 年半，按最长期限合计 12,500 元，从迁入那年算起",
        "每半年 2,500 元，到期前能领 4 次，共 10,000 元；文件最长 2 年半，从迁入那年算起",
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_it_is_said_to_everybody_and_to_a_person(document, questions, code):
    entry = next(one for one in document["policies"] if one["code"] == code)
    (offer,) = offers.offers(entry, {}, {}, questions, DAY)
    assert (str(offer.award), str(award_sentences.granted(result(document, code), questions))) == SAID[code]


def test_payments_fall_due_a_quarter_and_half_a_year_apart(document):
    quarterly = dues(result(document, "jc-quarterly"))
    assert [day for day, _ in quarterly[:4]] == ["2026-11-22", "2027-02-22", "2027-05-22", "2027-08-22"]
    assert (len(quarterly), sum(amount for _, amount in quarterly)) == (8, 7200)
    half_yearly = dues(result(document, "jc-half-yearly"))
    assert [day for day, _ in half_yearly] == ["2026-09-01", "2027-03-01", "2027-09-01", "2028-03-01", "2028-09-01"]


def test_what_was_received_is_counted_in_the_unit_it_is_paid_in(document):
    assert award_sentences.rest(result(document, "jc-quarterly", had=3)) == (
        "已经领了 3 个季度，还能领 5 次，共 4,500 元"
    )
    assert award_sentences.rest(result(document, "jc-half-yearly", had=1)) == (
        "已经领了 1 个半年，到期前还能领 3 次，共 7,500 元"
    )


WRONG = {
    "a period that is none": (
        "period: quarter",
        "period: week",
        "period 不能写“week”，只能写 month、quarter、half_year、year 之一",
    ),
    "no period": (", period: quarter", "", "缺少 period，请补上"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    old, new, sentence = WRONG[case]
    folder = awards_pack.write(tmp_path, (POLICIES, old, new))
    found = [one for one in mistakes_as_they_stand(folder) if not one.startswith("river/personas")]
    assert len(found) == 1, found
    place, _, said = found[0].partition(": ")
    assert said == sentence
    lines = (folder / POLICIES).read_text(encoding="utf-8").splitlines()
    assert new in lines[int(place.rpartition(":")[2]) - 1]
