"""Rows say what the document says, both ways."""

from decimal import Decimal

import pytest

from policies.calculator.ruleset import Between
from policies.catalogue.rows.conditions import flat, nested
from tests import loaded
from tests.catalogue import small

pytestmark = pytest.mark.django_db


def load(path):
    from policies.catalogue.packs import reading

    return reading.load([path])[0]


@pytest.mark.parametrize("name", ["small", "shipped"])
def test_rows_hold_the_whole_document(name, pack):
    from policies.catalogue import rows
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import reading

    getattr(loaded, name)()
    document = load(pack if name == "small" else reading.SHIPPED)
    assert canonical.text(rows.read()) == canonical.text(document)


def test_yuan_with_cents_go_all_the_way(tmp_path):
    """Typed in YAML with or without quotes, spelled one way, kept by the rows, dumped and read again."""
    from policies.catalogue import rows
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import dumping
    from policies.catalogue.rulesets import build_ruleset

    employed, more = "- {question: employed, is: true}", "- {question: price, more_than: 200.50}"
    between = "- {question: price, between: {from: 200.50, to: '300.00'}}"
    small.write(
        tmp_path / "pack",
        ("city/policies.yaml", employed, "\n      ".join([employed, more, between])),
        ("town/personas.yaml", "price: 10000", 'price: "10000.50"'),
    )
    document = load(tmp_path / "pack")
    assert "10000.5" in [persona["answers"].get("price") for persona in document["personas"]]
    rows.write(document)
    assert canonical.text(rows.read()) == canonical.text(document)
    dumping.dump(document, tmp_path / "dumped")
    assert canonical.text(load(tmp_path / "dumped")) == canonical.text(document)
    operands = [
        threshold.condition.operand
        for policy in build_ruleset(document, "city").policies
        for threshold, *_ in policy.requirements
        if threshold.condition.question == "price"
    ]
    assert operands == [Decimal("200.5"), Between(Decimal("200.5"), 300)]


def test_writing_the_same_again_touches_nothing(pack, django_assert_num_queries):
    from policies.catalogue import rows

    document = load(pack)
    assert rows.write(document)["added"] > 0
    assert rows.write(document).total() == 0


def test_reading_takes_the_same_queries_for_any_catalogue(django_assert_num_queries):
    from policies.catalogue import rows

    loaded.shipped()
    with django_assert_num_queries(38):
        rows.read()


def test_one_document_becomes_another(pack, tmp_path):
    from policies.catalogue import rows
    from policies.catalogue.packs import reading

    first, second = load(pack), load(reading.SHIPPED)
    for document in (first, second, first):
        rows.write(document)
        assert rows.read() == document


def test_personas_measures_and_schools_are_rows(pack):
    from policies.catalogue import rows
    from policies.models import Measure, Persona, School

    rows.write(load(pack))
    persona = Persona.objects.get(code="town-doctor")
    assert persona.answers["graduation_date"] == "2025-06-30"
    assert [policy.code for policy in persona.received.all()] == ["city-rent"]
    assert [(one.policy.code, one.status, one.tier) for one in persona.expected.order_by("position")] == [
        ("town-home", "eligible", "doctor"),
        ("town-rent", "ineligible", ""),
    ]
    links = Measure.objects.get(number=1).carried_out_by.order_by("position")
    assert [link.policy.code for link in links] == ["town-rent", "city-rent"]
    assert School.objects.get(name="某市技校").region.code == "city"


def test_a_persona_expects_something_else(pack):
    from policies.catalogue import rows

    rows.write(load(pack))
    swapped = (
        ("town/personas.yaml", "{policy: town-home, status: eligible, tier: doctor, total: 270000, basis: up_to}", "X"),
        ("town/personas.yaml", "{policy: town-rent, status: ineligible}", "{policy: town-home, status: eligible}"),
        ("town/personas.yaml", "X", "{policy: town-rent, status: ineligible}"),
        ("town/personas.yaml", "[city-rent]", "[]"),
        ("town/measures.yaml", "[town-rent, city-rent]", "[city-rent, town-rent]"),
    )
    small.write(pack, *swapped)
    document = load(pack)
    # Two expectations, what was received, and two links of a measure.
    assert rows.write(document) == {"changed": 5}
    assert rows.read() == document
    small.write(pack, ("town/personas.yaml", "  - code: town-doctor", "  - code: town-other"))
    assert rows.write(load(pack)).keys() == {"added", "changed", "removed"}
    assert rows.read() == load(pack)


def test_a_changed_amount_changes_one_row(pack):
    from policies.catalogue import rows

    rows.write(load(pack))
    small.write(pack, ("town/policies.yaml", "amount: 6000", "amount: 6500"))
    assert rows.write(load(pack)) == {"changed": 1}


def test_reordered_choices_keep_their_rows(pack):
    from policies.catalogue import rows
    from policies.models import Choice

    rows.write(load(pack))
    before = dict(Choice.objects.values_list("value", "pk"))
    lines = "      - {value: none, label: 没有}\n", "      - {value: bachelor, label: 本科}\n"
    small.write(pack, ("common/questions.yaml", "".join(lines), "".join(reversed(lines))))
    rows.write(load(pack))
    assert dict(Choice.objects.values_list("value", "pk")) == before


def test_a_clerk_edits_the_amount_in_the_policy(pack):
    from policies.catalogue import rows
    from policies.models import Policy

    rows.write(load(pack))
    policy = Policy.objects.get(code="town-rent")
    assert policy.recurring_amount == 6000
    policy.recurring_amount = 6500
    policy.save()
    entry = next(entry for entry in rows.read()["policies"] if entry["code"] == "town-rent")
    assert entry["award"]["recurring"]["amount"] == 6500


def test_conditions_are_rows_with_letters_and_branches(pack):
    from policies.catalogue import rows
    from policies.models import Policy

    rows.write(load(pack))
    thresholds = Policy.objects.get(code="city-rent").thresholds.order_by("position")
    assert [(row.question.key, row.operator, row.value, row.alternative, row.branch) for row in thresholds] == [
        ("trade_school", "is", True, "A", 1),
        ("education", "at_least", "bachelor", "A", 2),
        ("graduation_date", "months_since_at_most", 24, "A", 2),
        ("employed", "is", True, "", None),
        ("area", "less_than", 60, "B", 1),
        ("area", "between", {"from": 200, "to": 400}, "B", 2),
    ]


def test_letters_and_branches_need_not_be_in_row_order():
    singles = [({"n": 1}, "C", 3), ({"n": 2}, "", None), ({"n": 3}, "C", 1), ({"n": 4}, "C", 3)]
    assert nested(singles) == [{"any_of": [{"n": 3}, {"all_of": [{"n": 1}, {"n": 4}]}]}, {"n": 2}]
    assert [(single["n"], letter, branch) for single, letter, branch in flat(nested(singles))] == [
        (3, "A", 1),
        (1, "A", 2),
        (4, "A", 2),
        (2, "", None),
    ]


def test_formulas_are_columns_and_factors(pack):
    from policies.catalogue import rows
    from policies.models import Tier

    rows.write(load(pack))
    tier = Tier.objects.get(code="doctor")
    assert tier.once_coefficient == "0.3"
    assert [(factor.part, factor.question.key, factor.limit) for factor in tier.factors.order_by("position")] == [
        ("once", "price", None),
        ("once", "area", 90),
        ("cap", "price", None),
        ("cap", "area", None),
    ]


def test_what_staff_left_incomplete_is_read_and_then_named(pack):
    from policies.catalogue import rows
    from policies.catalogue.validation.validation import validate
    from policies.models import Citation, Policy

    rows.write(load(pack))
    Citation.objects.filter(policy__code="town-rent").delete()
    Policy.objects.filter(code="town-home").update(form="cash")
    found = {problem.path: problem.message for problem in validate(rows.read())}
    assert found["policies", 2, "citations"] == "citations 至少要写一条"
    assert found["policies", 3].startswith("没有分档的政策写一个 award")
