"""Kinds of policies are what a document says they are, and the usual ones where it says nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue.document import canonical, categories, owners, renaming, schema
from policies.catalogue.document.normal import normal
from policies.models.choices import Icon
from tests.catalogue import categories_pack, small
from tests.catalogue.made_packs import load
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand

FILE, POLICIES = "common/categories.yaml", "lake/policies.yaml"
USUAL = "categories:\n" + "".join(
    f"  - {{code: {one['code']}, name: {one['name']}, icon: {one['icon']}}}\n" for one in categories.USUAL
)


@pytest.fixture
def folder(tmp_path):
    return categories_pack.write(tmp_path / "pack")


@pytest.fixture
def document(folder):
    return load(folder)


def test_they_are_those_of_the_pack_in_its_order(document):
    said = [(one["code"], one["name"], one["icon"]) for one in document["categories"]]
    assert said == [("schooling", "教育", "book"), ("homes", "住有所居", "bed"), ("old-age", "养老", "heart")]
    assert document["categories"][1]["formerly"] == ["housing"]


def test_a_pack_that_names_none_has_the_nine_usual_ones_and_the_text_it_always_had(pack):
    unsaid = load(pack)
    assert len(unsaid["categories"]) == 9
    assert '"categories"' not in canonical.text(unsaid)
    (pack / FILE).write_text(USUAL, encoding="utf-8")
    assert load(pack) == unsaid
    (pack / FILE).write_text("categories: []\n", encoding="utf-8")
    assert load(pack) == unsaid


def test_the_usual_ones_in_another_order_are_others(pack):
    before = canonical.text(load(pack))
    first, second, *others = USUAL.splitlines(keepends=True)[1:]
    (pack / FILE).write_text("".join(["categories:\n", second, first, *others]), encoding="utf-8")
    assert '"categories"' in canonical.text(load(pack))
    assert canonical.text(load(pack)) != before


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
            "name": st.text("教育养老就业安居", min_size=1, max_size=4),
            "icon": st.sampled_from(Icon.values),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry["code"],
)


@given(ENTRIES | st.just(list(categories.USUAL)), st.data())
def test_whatever_they_are_a_release_says_them_again(entries, data):
    """Through the canonical text and back; the normal form stays itself."""
    used = data.draw(st.sampled_from([entry["code"] for entry in entries]))
    policy = {
        "code": "p",
        "region": "r",
        "name": "补贴",
        "summary": "补贴。",
        "category": used,
        "citations": [{"source": "S", "clause": "一"}],
        "award": {"form": "service"},
    }
    source = {
        "code": "S",
        "region": "r",
        "title": "办法",
        "issued_on": "2026-01-01",
        "window": {"starts_on": "2026-01-01"},
    }
    document = normal(
        {
            "regions": [{"code": "r", "name": "城"}],
            "sources": [source],
            "categories": entries,
            "policies": [policy],
        }
    )
    assert document["categories"] == entries
    again = owners.EMPTY | json.loads(canonical.text(document))
    assert again == document
    assert normal(again) == document
    assert canonical.text(again) == canonical.text(document)


WRONG = {
    "a slip": ("category: homes", "category: home", f"{POLICIES}:13: 没有“home”这个类别，是不是 homes"),
    "one that is not there": (
        "category: homes",
        "category: travel",
        f"{POLICIES}:13: 没有“travel”这个类别，只有 schooling、homes、old-age；要多一类，先把它加到 categories 里",
    ),
    "one of the usual ones": (
        "category: schooling",
        "category: study",
        f"{POLICIES}:5: 没有“study”这个类别，只有 schooling、homes、old-age；要多一类，先把它加到 categories 里",
    ),
    "none": ("    category: homes\n", "", f"{POLICIES}:10: 缺少 category，请补上"),
    "twice": ("{code: old-age,", "{code: schooling,", f"{FILE}:4: 类别代码“schooling”重复了，前面已有一个，请改成别的"),
    "no such icon": (
        "icon: bed",
        "icon: beds",
        f"{FILE}:3: icon 不能写“beds”，是不是 bed，只能写 {'、'.join(Icon.values)} 之一",
    ),
    "no name": ("name: 养老, ", "", f"{FILE}:4: 缺少 name，请补上"),
    "a code in capitals": (
        "code: old-age",
        "code: Old",
        f"{FILE}:4: code“Old”的写法不对：只能用小写字母、数字和短横，以字母开头，例如 rent-subsidy",
    ),
    "a key of something else": (
        "icon: heart}",
        "icon: heart, help: 说明}",
        f"{FILE}:4: 多余的键“help”，请改正或删掉",
    ),
    "a code that another one had": (
        "code: old-age, name: 养老, icon: heart",
        "code: housing, name: 养老, icon: heart",
        f"{FILE}:3: 以前的代码“housing”是另一个类别现在的代码，请从 formerly 里删掉",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place(tmp_path, case):
    old, new, sentence = WRONG[case]
    file = FILE if old in categories_pack.FILES[FILE] else POLICIES
    assert sentence in mistakes_as_they_stand(categories_pack.write(tmp_path, (file, old, new)))


def test_no_region_has_any_of_its_own(folder):
    (folder / FILE).rename(folder / "lake" / "categories.yaml")
    assert "lake/categories.yaml:2: 类别各地共用，请写在 common 文件夹里" in mistakes_as_they_stand(folder)


def test_every_icon_is_drawn_and_offered_alike():
    from typing import get_args

    from django.contrib.staticfiles import finders

    drawn = open(finders.find("icons/sprite.svg"), encoding="utf-8").read()  # noqa: SIM115
    assert [icon for icon in Icon.values if f'id="{icon}"' not in drawn] == []
    assert list(get_args(schema.Category.model_fields["icon"].annotation)) == Icon.values
    assert {one["icon"] for one in categories.USUAL} <= set(Icon.values)


# Rows


@pytest.mark.django_db
def test_a_new_database_has_the_usual_ones():
    from policies.catalogue import rows
    from policies.models import Category

    assert list(Category.objects.values("code", "name", "icon")) == list(categories.USUAL)
    assert rows.read() == owners.EMPTY
    assert Category.history.count() == 9


@pytest.mark.django_db
def test_another_code_is_known_by_the_old_one_too(document, folder):
    from django.core.management import call_command

    from policies.catalogue import rows
    from policies.catalogue.packs import loading

    loading.load([folder])
    call_command("rename", "category", "homes", "dwellings", verbosity=0)
    renamed = rows.read()
    assert renamed == renaming.renamed(document, {("categories", "homes"): "dwellings"})
    assert renamed["categories"][1]["formerly"] == ["housing", "homes"]
    # The pack still says it as before.
    assert not any(loading.load([folder]).values())


@pytest.mark.django_db
def test_a_usual_one_that_was_renamed_is_recognised_in_packs_that_name_none(pack):
    from django.core.management import call_command

    from policies.catalogue import rows
    from policies.catalogue.packs import loading

    loading.load([pack])
    call_command("rename", "category", "housing", "homes", verbosity=0)
    assert not any(loading.load([pack]).values())
    assert {policy["category"] for policy in rows.read()["policies"]} == {"homes", "employment"}


@pytest.mark.django_db
def test_what_staff_added_is_not_taken_away_by_a_pack(pack):
    from policies.catalogue.packs import loading
    from policies.models import Category

    loading.load([pack])
    Category.objects.create(code="old-age", name="养老", icon="heart", position=100)
    with pytest.raises(loading.Refused) as refused:
        loading.load([pack])
    assert [str(change) for change in refused.value.changed] == ["类别 old-age：新增"]
    loading.load([pack], replace=True)
    assert not Category.objects.filter(code="old-age").exists()


@pytest.mark.django_db
def test_a_pack_with_its_own_takes_the_place_of_the_usual_ones(folder, document):
    from policies.catalogue import rows
    from policies.catalogue.packs import loading
    from policies.models import Category

    loading.load([folder])
    assert list(Category.objects.values_list("code", flat=True)) == ["schooling", "homes", "old-age"]
    assert rows.read() == document


# What changed, in words


def changed(document, change):
    from policies.catalogue.changes.changes import changes

    before = json.loads(json.dumps(document))
    change(document)
    return [sentence for one in changes(before, document) for sentence in one.sentences]


def test_what_changed_is_said_in_words(document):
    def change(document):
        schooling, homes, _ = document["categories"]
        children = {"code": "children", "name": "育儿", "icon": "family"}
        document["categories"] = [homes | {"name": "安居"}, schooling | {"icon": "coins"}, children]
        document["policies"][0]["category"] = "children"

    assert changed(document, change) == [
        "安居：名称：住有所居 → 安居",
        "安居：顺序：第 2 → 第 1",
        "教育：图标：书 → 钱币",
        "新增类别“育儿”",
        "类别“养老”删除了",
        "助学金：类别：教育 → 育儿",
    ]


def test_a_further_one_beside_the_usual_is_all_that_is_said(tmp_path):
    document = load(small.write(tmp_path))
    more = {"code": "old-age", "name": "养老", "icon": "heart"}
    assert changed(document, lambda one: one["categories"].append(more)) == ["新增类别“养老”"]
