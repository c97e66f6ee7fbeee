"""A code is changed wherever it is written, in rows and in documents alike, and the old one stays known."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import loaded

# What is renamed on the command line, and the key of the document's entry with its new code.
RENAMED = [
    (("policy", "town-rent", "town-youth-rent"), ("policies", "town-rent")),
    (("question", "education", "degree"), ("questions", "education")),
    (("question", "graduation_date", "left_school_on"), ("questions", "graduation_date")),
    (("question", "price", "price_per_metre"), ("questions", "price")),
    (("question", "area", "metres"), ("questions", "area")),
    (("question", "employed", "works"), ("questions", "employed")),
    (("question", "trade_school", "craft_school"), ("questions", "trade_school")),
    (("choice", "education/doctor", "phd"), ("choices", "education", "doctor")),
    (("choice", "education/none", "no_degree"), ("choices", "education", "none")),
    (("choice", "education/bachelor", "first_degree"), ("choices", "education", "bachelor")),
    (("region", "city", "big-city"), ("regions", "city")),
    (("source", "CITY", "CITY2023"), ("sources", "CITY")),
    (("tier", "town-home/doctor", "phd"), ("tiers", "town-home", "doctor")),
    (("section", "study", "learning"), ("sections", "study")),
    (("parameter", "wage", "lowest_wage"), ("parameters", "wage")),
    (("group", "rent", "renting"), ("groups", "rent")),
]


@pytest.fixture
def catalogue(db):
    loaded.small()


def numbers() -> dict:
    from policies.models.history import TRACKED

    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in TRACKED}


def spelled(document) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(("said", "key"), RENAMED, ids=lambda one: one[1] if len(one) == 3 else "")
def test_rows_and_documents_are_renamed_alike_and_stay_the_same_rows(catalogue, said, key):
    from policies.catalogue import rows
    from policies.catalogue.document import renaming
    from policies.catalogue.validation.validation import validate

    before, there = rows.read(), numbers()
    call_command("rename", *said, verbosity=0)
    after = rows.read()
    assert spelled(after) == spelled(renaming.renamed(before, {key: said[2]}))
    assert f'"{key[-1]}"' in spelled(before)
    assert validate(after) == []
    assert numbers() == there
    assert renaming.names(after) == {key: said[2]}
    # What was written before is read; going on with it changes nothing.
    assert spelled(renaming.renamed(before, renaming.names(after))) == spelled(after)
    assert not any(rows.write(after).values())


@pytest.mark.parametrize(("said", "key"), RENAMED, ids=lambda one: one[1] if len(one) == 3 else "")
def test_a_code_is_taken_back_and_what_was_between_stays_known(catalogue, said, key):
    from policies.catalogue import rows
    from policies.catalogue.document import renaming

    kind, old, new = said
    call_command("rename", *said, verbosity=0)
    owner = old.rpartition("/")[0]
    call_command("rename", kind, f"{owner}/{new}" if owner else new, key[-1], verbosity=0)
    assert renaming.names(rows.read()) == {(*key[:-1], new): key[-1]}


def test_every_changed_row_says_in_its_history_why(catalogue):
    from policies.models import Policy, School, Threshold

    call_command("rename", "choice", "education/bachelor", "first_degree", verbosity=0)
    reasons = [
        row.history.first().history_change_reason
        for row in (*School.objects.filter(name="某大学"), *Threshold.objects.filter(value="first_degree"))
    ]
    assert reasons == ["代码 education/bachelor 改为 first_degree"] * 3
    assert Policy.history.filter(history_change_reason__isnull=False, history_type="~").count() == 0


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("policy", "town-flat", "town-house"), "没有代码是“town-flat”的政策，请核对后再写。没有改动"),
        (
            ("policy", "town-rent", "town-home"),
            "“town-home”已经是政策“购房补助（town-home）”的代码，请换一个。没有改动",
        ),
        (("policy", "town-rent", "Town Rent"), "新代码“Town Rent”不能用：只能用小写字母、数字和短横"),
        (("policy", "town-rent", "t" * 61), "不能用"),
        (("policy", "town-rent", "town-rent"), "新代码和旧代码一样，不用改"),
        (("choice", "doctor", "phd"), "选项的旧代码要写成 education/phd 这样"),
        (("policy", "town/rent", "town-flat"), "政策的旧代码要写成 qj-rent-subsidy 这样"),
        (("choice", "education/doctor", "bachelor"), "“bachelor”已经是选项“本科”的代码，请换一个"),
        (("tier", "town-home/doctor", "bachelor"), "“bachelor”已经是档次“本科”的代码，请换一个"),
        (("question", "area", "price"), "“price”已经是问题“单价（price）”的代码，请换一个"),
    ],
)
def test_what_cannot_be_renamed_says_why_and_changes_nothing(catalogue, said, sentence):
    from policies.catalogue import rows

    before = rows.read()
    with pytest.raises(CommandError, match=sentence.replace("（", ".").replace("）", ".")):
        call_command("rename", *said, verbosity=0)
    assert rows.read() == before


def test_an_old_code_is_given_to_nothing_else(catalogue):
    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    with pytest.raises(CommandError, match=r"“town-rent”是政策“.*”以前的代码，旧网址还认它，请换一个"):
        call_command("rename", "policy", "town-home", "town-rent", verbosity=0)


def test_a_pack_with_old_codes_is_written_and_read_again(catalogue, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import reading

    for said in (RENAMED[0][0], RENAMED[7][0], RENAMED[12][0]):
        call_command("rename", *said, verbosity=0)
    call_command("dump_pack", str(tmp_path), verbosity=0)
    assert spelled(reading.load([tmp_path])[0]) == spelled(rows.read())


def test_a_pack_from_before_the_renaming_makes_nothing_a_second_time(catalogue, tmp_path):
    from policies.catalogue import rows
    from tests.catalogue import small

    call_command("rename", "policy", "town-rent", "town-flat", verbosity=0)
    call_command("rename", "region", "town", "big-town", verbosity=0)
    after, there = rows.read(), numbers()
    call_command("load_pack", str(small.write(tmp_path)), verbosity=0)
    assert spelled(rows.read()) == spelled(after)
    assert numbers() == there


def test_a_pack_that_renames_with_the_old_code_keeps_the_row(catalogue, tmp_path):
    from policies.models import Policy
    from tests.catalogue import small

    row = Policy.objects.get(code="city-rent").pk
    new = small.write(
        tmp_path,
        ("city/policies.yaml", "code: city-rent\n", "code: city-flat\n    formerly: [city-rent]\n"),
        ("town/policies.yaml", "city-rent", "city-flat"),
        ("town/measures.yaml", "city-rent", "city-flat"),
        ("town/personas.yaml", "city-rent", "city-flat"),
        ("city/personas-more.yaml", "city-rent", "city-flat"),
    )
    call_command("load_pack", str(new), verbosity=0)
    assert Policy.objects.get(code="city-flat").pk == row


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "town/policies.yaml",
            "code: town-rent\n",
            "code: town-rent\n    formerly: [city-rent]\n",
            "以前的代码“city-rent”是另一个政策现在的代码，请从 formerly 里删掉",
        ),
        (
            "town/policies.yaml",
            "code: town-rent\n",
            "code: town-rent\n    formerly: [town-rent]\n",
            "以前的代码“town-rent”是它自己现在的代码，请从 formerly 里删掉",
        ),
        (
            "town/policies.yaml",
            "code: town-rent\n",
            "code: town-rent\n    formerly: [flat, flat]\n",
            "以前的代码“flat”写了不止一次，只能属于一个政策，请只留一个",
        ),
        (
            "common/questions.yaml",
            "value: doctor,",
            "value: doctor, formerly: [bachelor],",
            "以前的代码“bachelor”是另一个选项现在的代码，请从 formerly 里删掉",
        ),
        (
            "town/policies.yaml",
            "code: doctor\n",
            "code: doctor\n        formerly: [bachelor]\n",
            "以前的代码“bachelor”是另一个档次现在的代码，请从 formerly 里删掉",
        ),
    ],
)
def test_an_old_code_belongs_to_one_entry_alone(tmp_path, file, old, new, sentence):
    from policies.catalogue.packs import reading
    from tests.catalogue import small

    with pytest.raises(reading.BrokenPack) as broken:
        reading.load([small.write(tmp_path, (file, old, new))])
    assert any(sentence in str(mistake) for mistake in broken.value.mistakes)


def test_an_unknown_old_code_means_what_the_document_says(catalogue):
    """Where a document of before uses an old code for something else, it is not touched."""
    from policies.catalogue import rows
    from policies.catalogue.document import renaming

    document = rows.read()
    assert renaming.renamed(document, {("policies", "town-rent"): "town-home"}) == document
