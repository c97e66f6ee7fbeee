"""Reading and writing packs."""

import re

import pytest

from tests.catalogue import small


def load(*paths, beside=None):
    from policies.catalogue.packs import reading

    return reading.load(paths, beside)[0]


def shipped():
    from policies.catalogue.packs import reading

    return reading.SHIPPED


@pytest.fixture(params=["small", "shipped"])
def folder(request, pack):
    return pack if request.param == "small" else shipped()


def test_load_dump_load_is_the_identity(folder, tmp_path):
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import dumping

    document = load(folder)
    dumping.dump(document, tmp_path / "dump")
    assert canonical.text(load(tmp_path / "dump")) == canonical.text(document)


def test_a_dump_is_the_same_when_dumped_again(pack, tmp_path):
    from policies.catalogue.packs import dumping

    first = dumping.dump(load(pack), tmp_path / "one")
    second = dumping.dump(load(tmp_path / "one"), tmp_path / "two")
    assert [path.read_text("utf-8") for path in first] == [path.read_text("utf-8") for path in second]


def test_a_dump_reads_like_the_pack(pack, tmp_path):
    from policies.catalogue.packs import dumping

    dumping.dump(load(pack), tmp_path / "dump")
    policies = (tmp_path / "dump" / "city" / "policies.yaml").read_text("utf-8")
    assert "coefficient: '7.2'" in policies
    assert "region:" not in policies
    assert "      - question: employed\n        is: true\n" in policies
    assert "issued_on: 2023-05-04\n" in (tmp_path / "dump" / "city" / "region.yaml").read_text("utf-8")


def test_a_dumped_persona_reads_like_one(pack, tmp_path):
    from policies.catalogue.packs import dumping

    dumping.dump(load(pack), tmp_path / "dump")
    text = (tmp_path / "dump" / "town" / "personas.yaml").read_text("utf-8")
    assert "      education: doctor\n      graduation_date: 2025-06-30\n      employed: true\n" in text
    assert "region:" not in text
    assert (tmp_path / "dump" / "common" / "schools.yaml").exists()
    assert (tmp_path / "dump" / "common" / "synonyms.yaml").exists()


def test_a_dump_does_not_mix_with_other_files(pack, tmp_path):
    from policies.catalogue.packs import dumping

    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "policies-more.yaml").touch()
    with pytest.raises(dumping.Occupied, match="policies-more"):
        dumping.dump(load(pack), tmp_path)
    assert not (tmp_path / "common").exists()


def test_a_regions_reasons_to_ask_come_after_the_shared_ones(pack):
    question = next(q for q in load(pack)["questions"] if q["key"] == "graduation_date")
    branches = question["asked_if"][0]["any_of"]
    assert [branch.get("question", "all_of") for branch in branches] == ["education", "trade_school", "all_of"]


def test_entries_belong_to_the_region_of_their_folder(pack):
    document = load(pack)
    assert {question["key"]: question["region"] for question in document["questions"]} == {
        "education": None,
        "trade_school": "city",
        "graduation_date": None,
        "employed": None,
        "insured_months": None,
        "area": None,
        "price": None,
    }
    assert [policy["region"] for policy in document["policies"]] == ["city", "city", "town", "town"]


def test_a_branch_of_one_condition_is_that_condition(pack):
    path = pack / "city" / "policies.yaml"
    text = path.read_text("utf-8")
    before = load(pack)
    old = "          - {question: area, less_than: 60}\n"
    assert old in text
    path.write_text(text.replace(old, "          - all_of: [{question: area, less_than: 60}]\n"), "utf-8")
    assert load(pack) == before


def test_one_region_is_loaded_beside_the_others(pack):
    whole = load(pack)
    assert load(pack / "town", beside=whole) == whole


def test_one_region_alone_lacks_what_it_uses_of_its_parent(pack):
    from policies.catalogue.packs import reading

    with pytest.raises(reading.BrokenPack, match="没有“city”这个地区"):
        load(pack / "town")


def test_an_error_beside_the_pack_is_told_apart(pack):
    from policies.catalogue.packs import reading

    whole = load(pack)
    small.write(pack, ("common/questions.yaml", "key: price", "key: prise"))
    with pytest.raises(reading.BrokenPack, match="现有内容：没有“price”这个问题"):
        load(pack / "city", beside=whole)


def test_policies_stand_before_the_further_policy_files(pack):
    text = (pack / "city" / "policies.yaml").read_text("utf-8")
    (pack / "city" / "policies-2.yaml").write_text(text.replace("code: city-", "code: more-"), "utf-8")
    codes = [policy["code"] for policy in load(pack)["policies"] if policy["region"] == "city"]
    assert codes == ["city-rent", "city-fair", "more-rent", "more-fair"]


def test_numbers_have_one_spelling(pack):
    values = load(pack)["parameters"][0]["values"]
    assert [value["value"] for value in values] == ["1840", "2010.5"]
    small.write(pack, ("city/region.yaml", '"1840"', "1840.00"))
    assert load(pack)["parameters"][0]["values"] == values


def test_the_shipped_pack_has_every_row_of_the_ledger():
    document = load(shipped())
    by_region = {}
    for policy in document["policies"]:
        by_region.setdefault(policy["region"], set()).add(policy["code"])
    assert by_region.keys() == {"qujiang", "quzhou", "jinzhong", "liandu"}
    assert {"qj-rent-subsidy", "qj-home-visit", "qj-health-check-free"} <= by_region["qujiang"]
    assert {region["code"]: region["parent"] for region in document["regions"]} == {
        "qujiang": "quzhou",
        "quzhou": None,
        "jinzhong": None,
        "liandu": "lishui",
        "lishui": None,
    }


def test_the_catalogue_has_measures_and_schools_of_a_region_and_its_parents(pack):
    from policies.catalogue.catalogue import Catalogue

    catalogue = Catalogue(load(pack), sha256="", origin="pack")
    assert [measure["number"] for measure in catalogue.measures_of("town")] == [1, 2]
    assert catalogue.measures_of("city") == []
    assert [school["name"] for school in catalogue.schools_of("town")] == ["某市技校", "某大学"]


def test_an_older_release_has_no_measures_and_schools(pack):
    from policies.catalogue.catalogue import Catalogue

    document = {name: entries for name, entries in load(pack).items() if name not in ("measures", "schools")}
    catalogue = Catalogue(document, sha256="", origin="database")
    assert catalogue.measures_of("town") == catalogue.schools_of("town") == []


def test_measures_stand_by_number(pack):
    path = pack / "town" / "measures.yaml"
    first, second = path.read_text("utf-8").splitlines(keepends=True)[1:]
    path.write_text("measures:\n" + second + first, "utf-8")
    assert [measure["number"] for measure in load(pack)["measures"]] == [1, 2]


def test_the_shipped_pack_has_forty_measures_and_all_schools():
    document = load(shipped())
    assert [measure["number"] for measure in document["measures"]] == list(range(1, 41))
    listed = [school for school in document["schools"] if school["region"] is None]
    assert len(listed) == 147
    assert all(school["answers"] == {"double_first_class": True} for school in listed)


def test_no_amount_of_a_shipped_policy_is_typed_a_second_time_in_its_summary():
    """Staff change an amount in one place; a summary that repeats it would go on saying the old one."""
    policies = [policy for policy in load(shipped())["policies"] if policy["audience"] == "person"]
    assert not [policy["code"] for policy in policies if re.search(r"\d ?万?元", policy["summary"])]


def test_a_question_of_the_shipped_pack_names_options_as_they_stand_there():
    """「选“否”」 in a help is of no use where the option says something else."""
    from policies.catalogue.packs import reading

    document, _ = reading.load([reading.SHIPPED])
    for question in document["questions"]:
        options = {"不清楚", *({"是", "否"} if question["type"] == "bool" else ())}
        options |= {choice["label"] for choice in question["choices"]}
        helps = [question["help"], *(choice["help"] for choice in question["choices"])]
        named = {name for told in helps for name in re.findall(r"选(?:择)?“([^”]+)”", told)}
        assert named <= options, question["key"]


def test_two_schools_are_not_called_the_same(pack):
    from policies.catalogue.packs import reading

    small.write(pack, ("common/schools.yaml", "name: 某大学,", "name: 某大学, also: [某大, 某市技校],"))
    with pytest.raises(reading.BrokenPack) as refused:
        reading.load([pack])
    assert "“某市技校”已经是“某市技校”的叫法，请只留一处" in str(refused.value)


def test_what_is_asked_of_the_post_stands_in_no_other_section():
    """Questions of one section are about one thing: not about majors and posts among those about a home."""
    from policies.catalogue.packs import reading

    document, _ = reading.load([reading.SHIPPED])
    of_the_post = {question["key"] for question in document["questions"] if question["section"] == "post"}
    assert of_the_post == {"shortage_major", "post", "service_agreement_years", "first_job_in_quzhou"}
    codes = [section["code"] for section in document["sections"]]
    assert codes.index("post") > codes.index("housing")
