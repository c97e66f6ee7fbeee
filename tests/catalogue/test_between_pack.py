"""Everything between policies, from a pack to rows and back, refused where it makes no sense, and shown by people."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import between_pack
from tests.catalogue.made_packs import load
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "hill/policies.yaml"


@pytest.fixture
def folder(tmp_path):
    return between_pack.write(tmp_path / "pack")


@pytest.fixture
def document(folder):
    return load(folder)


def test_its_people_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


def test_no_relation_can_go_unnoticed(document):
    """Without any one of them somebody would be told something else."""
    for policy in document["policies"]:
        for relation in policy.get("relations", []):
            policy["relations"].remove(relation)
            assert any(one.deviations for one in run(document, document["personas"])), relation
            policy["relations"].append(relation)


def test_it_says_every_relation(document):
    from policies.catalogue.document.schema import RELATIONS

    said = {name for policy in document["policies"] for one in policy.get("relations", []) for name in one}
    assert said >= set(RELATIONS)


@pytest.mark.django_db
def test_rows_say_what_it_is_about(document):
    from policies.catalogue import rows
    from policies.models import Policy, Relation

    rows.write(document)
    assert Relation.objects.filter(policy__code="sc-travel", other__code="sc-rent").exists()
    # Policies that name one another go together.
    rows.write({**document, "policies": [], "personas": []})
    assert not Policy.objects.exists()


@pytest.mark.django_db
def test_a_policy_that_is_renamed_is_so_where_others_name_it(document):
    from django.core.management import call_command

    from policies.catalogue import rows
    from policies.catalogue.document import renaming

    rows.write(document)
    call_command("rename", "policy", "sc-rent", "sc-rent-2026", verbosity=0)
    call_command("rename", "group", "talent", "talents", verbosity=0)
    named = {("policies", "sc-rent"): "sc-rent-2026", ("groups", "talent"): "talents"}
    assert rows.read() == renaming.renamed(document, named)
    assert "'excludes': 'sc-rent-2026'" in str(rows.read())


def test_what_is_published_names_no_draft(document):
    from policies.catalogue.document import canonical

    next(one for one in document["policies"] if one["code"] == "sc-rent")["state"] = "draft"
    released = canonical.released(document)
    travel = next(one for one in released["policies"] if one["code"] == "sc-travel")
    assert "relations" not in travel
    package = next(one for one in released["policies"] if one["code"] == "sc-package")
    assert package["relations"] == [{"group": "talent"}]


@pytest.mark.parametrize("key", ["limited", "one_of_couple"])
def test_what_is_not_for_everybody_cannot_go_unnoticed(document, key):
    for policy in [one for one in document["policies"] if one.get(key) and not one.get("couple_question")]:
        said = policy.pop(key)
        assert any(one.deviations for one in run(document, document["personas"]))
        policy[key] = said


WRONG = {
    "two steps": (
        "citations: [{source: SC1, clause: 十}]\n",
        "citations: [{source: SC1, clause: 十}]\n    relations: [{tops_up: sc-travel}]\n",
        "“县里的生育补贴”自己也是补差额的，“市里的生育补贴”不能再在它之上补；差额只补一层",
    ),
    "a difference to what is not taken with it": (
        "- {tops_up: sc-county, note",
        "- {excludes: sc-county}\n      - {tops_up: sc-county, note",
        "“市里的生育补贴”和“县里的生育补贴”不能同时享受，就没有差额可补，请去掉其中一个",
    ),
    "a difference that others require": (
        "requires: sc-talent",
        "requires: sc-city",
        "别的政策 requires“市里的生育补贴”，它就不能是补差额的，请去掉其中一个",
    ),
    "a couple that nobody asks": (
        "couple_question: claims\n    conditions:\n      - {question: claims",
        "couple_question: claims\n    conditions:\n      - {question: married",
        "couple_question 写了“claims”，conditions 里也要用这一题，问清由夫妻哪一方享受",
    ),
    "a couple's question that is none": (
        "couple_question: claims",
        "couple_question: claim",
        "没有“claim”这个问题，是不是 claims",
        "couple_question 写了“claim”，conditions 里也要用这一题，问清由夫妻哪一方享受",
    ),
    "a couple's question without a rule": (
        "    one_of_couple: 夫妻双方都符合的，由一方申领\n",
        "",
        "写了 couple_question，就要写 one_of_couple（夫妻只能一方，照文件写）",
    ),
    "a limit as a number": ("limited: 每年 50 对，按报名先后", "limited: 50", "limited 要写文字；数字请加引号"),
    "nobody": ("excludes: sc-rent", "excludes: sc-rant", "没有“sc-rant”这个政策，是不是 sc-rent"),
    "no group": ("- {group: talent}", "- {group: talents}", "没有“talents”这个不重复享受组，是不是 talent"),
    "itself": ("excludes: sc-rent", "excludes: sc-travel", "excludes 要写另一项政策，“交通补贴”写的是它自己"),
    "its own group": (
        "- {group: talent}",
        "- {group: housing}",
        "“人才安居补贴”已经写了 group“housing”，这里不要再写一遍",
    ),
    "twice": (
        "- {group: talent}",
        "- {group: talent}\n      - {group: talent}",
        "“人才安居补贴”和“talent”的这种关系已经写过，只写一遍",
    ),
    "two in one": (
        "- {group: talent}",
        "- {group: talent, excludes: sc-rent}",
        "每条关系写 group、excludes、requires、tops_up 里的一个；有几个就分成几条",
    ),
    "none": (
        "- {group: talent}",
        "- {note: 只领一项。}",
        "每条关系写 group、excludes、requires、tops_up 里的一个；有几个就分成几条",
    ),
    "a list": ("excludes: sc-rent", "excludes: [sc-rent]", "excludes 要写文字；数字请加引号"),
    "an unknown key": ("excludes: sc-rent", "exclude: sc-rent", "多余的键“exclude”，是不是 excludes，请改正或删掉"),
    "no source": ("source: SC1, clause: 五", "source: SC2, clause: 五", "没有“SC2”这个政策文件，是不是 SC1"),
    "a circle": (
        "citations: [{source: SC1, clause: 二}]\n",
        "citations: [{source: SC1, clause: 二}]\n    relations: [{requires: sc-skill}]\n",
        "requires 绕成了一圈，谁也享受不了：“人才生活补贴” → “技能补贴” → “人才生活补贴”，请去掉其中一个",
        "requires 绕成了一圈，谁也享受不了：“技能补贴” → “人才生活补贴” → “技能补贴”，请去掉其中一个",
    ),
    "what it excludes": (
        "- {requires: sc-talent, note",
        "- {excludes: sc-talent}\n      - {requires: sc-talent, note",
        "“人才生活补贴”和“技能补贴”不能同时享受，“技能补贴”不能又 requires 它",
    ),
    "what is of its own group": (
        "- {requires: sc-talent, note",
        "- {group: talent}\n      - {requires: sc-talent, note",
        "“人才生活补贴”和“技能补贴”不能同时享受，“技能补贴”不能又 requires 它",
    ),
    "two that exclude each other": (
        "- {requires: sc-talent, note",
        "- {requires: sc-package}\n      - {requires: sc-talent, note",
        "“人才安居补贴”和“人才生活补贴”不能同时享受，“技能补贴”不能又 requires 它",
        "“人才生活补贴”和“人才安居补贴”不能同时享受，“技能补贴”不能又 requires 它",
    ),
    "what requires itself": (
        "requires: sc-talent",
        "requires: sc-skill",
        "requires 要写另一项政策，“技能补贴”写的是它自己",
    ),
    "a draft": (
        "category: talent\n    citations: [{source: SC1, clause: 二}]",
        "category: talent\n    state: draft\n    citations: [{source: SC1, clause: 二}]",
        "“人才生活补贴”还是草稿，没有人能享受，“技能补贴”不能 requires 它；先公布它，或者去掉",
    ),
    "what is over": (
        "category: talent\n    citations: [{source: SC1, clause: 二}]",
        "category: talent\n    state: closed\n    citations: [{source: SC1, clause: 二}]",
        "“人才生活补贴”已经停止，没有人能再享受，“技能补贴”不能 requires 它；请去掉，或者把这一项也停止",
    ),
    "whose policy is claimed by firms": (
        "category: housing\n    citations: [{source: SC1, clause: 一}]\n    group: housing\n    conditions:\n"
        "      - {question: renting, is: true}",
        "category: housing\n    audience: organisation\n    citations: [{source: SC1, clause: 一}]",
        "“租房补贴”由单位申领，不参加个人自查，excludes 不能写它",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    old, new, *sentences = WRONG[case]
    folder = between_pack.write(tmp_path, (POLICIES, old, new))
    found = [one for one in mistakes_as_they_stand(folder) if not one.startswith("hill/personas")]
    assert [one.partition(": ")[2] for one in found] == sentences


def test_one_relation_is_written_with_one_of_the_two(tmp_path):
    other = "    group: housing\n    relations: [{excludes: sc-travel}]\n    conditions:\n      - {question: renting"
    folder = between_pack.write(
        tmp_path, (POLICIES, "    group: housing\n    conditions:\n      - {question: renting", other)
    )
    found = [one.partition(": ")[2] for one in mistakes_as_they_stand(folder)]
    assert found == ["“交通补贴”和“sc-rent”的这种关系已经写过，只写一遍"]


def test_a_policy_of_a_firm_has_no_relations(tmp_path):
    firm = "    audience: organisation\n    relations:\n      - {excludes: sc-rent"
    folder = between_pack.write(
        tmp_path,
        (
            POLICIES,
            "    conditions:\n      - {question: employed, is: true}\n    relations:\n      - {excludes: sc-rent",
            firm,
        ),
    )
    found = [one.partition(": ")[2] for one in mistakes_as_they_stand(folder) if not one.startswith("hill/personas")]
    assert found == ["单位申领的政策不参加个人自查，不写 conditions、tiers、group、relations"]


def ring(count, others):
    """Policies each of which excludes the `others` next ones."""
    template = between_pack.FILES[POLICIES].partition("  - code: sc-package")[2].partition("  - code:")[0]
    found = []
    for number in range(count):
        relations = "".join(f"\n      - {{excludes: sc-{(number + n) % count}}}" for n in range(1, others + 1))
        entry = f"  - code: sc-{number}" + template.replace("\n      - {group: talent}", relations)
        found.append(entry.replace("    group: housing\n", ""))
    return "policies:\n" + "".join(found)


@pytest.mark.parametrize(("count", "others", "refused"), [(30, 2, False), (31, 2, True), (29, 14, False)])
def test_what_hangs_together_is_little_enough_to_be_decided(tmp_path, count, others, refused):
    folder = between_pack.write(tmp_path)
    (folder / POLICIES).write_text(ring(count, others), encoding="utf-8")
    (folder / "hill/personas.yaml").unlink()
    found = [one.partition(": ")[2] for one in mistakes_as_they_stand(folder)]
    assert found == (
        [
            "和“人才安居补贴”直接、间接有关系的政策太多，有 31 项，最多 30 项；"
            "彼此都不能同时享受的，请放进一个不重复享受组，不要两两写"
        ]
        if refused
        else []
    )


def test_a_large_group_counts_as_one(document):
    from policies.catalogue.validation.validation import validate

    rent = next(one for one in document["policies"] if one["code"] == "sc-rent")
    more = [rent | {"code": f"sc-rent-{number}", "name": f"租房补贴 {number}"} for number in range(100)]
    assert validate(document | {"policies": [*document["policies"], *more]}) == []
