"""A change as somebody types it: what it changes, and in which words a wrong one is refused."""

import pytest

from policies.screening.simulation.changed_paths import changed
from policies.screening.simulation.refused import CannotSimulate
from tests.screening import simulation_pack as town


def entry(document, code):
    return next(one for one in document["policies"] if one["code"] == code)


@pytest.mark.parametrize(
    ("change", "steps", "value"),
    [
        ("monthly.recurring.amount=8000", ("award", "recurring", "amount"), 8000),
        ("monthly.award.recurring.amount=8000", ("award", "recurring", "amount"), 8000),
        ("policies.monthly.recurring.count=24", ("award", "recurring", "count"), 24),
        ("monthly.name=新名字", ("name",), "新名字"),
        ("monthly.office=12345", ("office",), "12345"),
        ("monthly.group=null", ("group",), None),
        ("refund.conditions.1.at_most=35", ("conditions", 0, "at_most"), 35),
        ('monthly.cap={"amount": 900}', ("award", "cap", "amount"), 900),
        ("monthly.limited=每年 100 名", ("limited",), "每年 100 名"),
    ],
)
def test_a_path_leads_to_any_part_of_an_entry(change, steps, value):
    found = entry(changed(town.document(), [change]), change.removeprefix("policies.").partition(".")[0])
    for step in steps:
        found = found[step]
    assert found == value


def test_the_document_itself_is_left_as_it_is():
    document = town.document()
    changed(document, ["monthly.recurring.amount=8000"])
    assert document == town.document()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("monthly.recurring.amount", "“monthly.recurring.amount”里没有等号"),
        ("montly.state=closed", "都没有“montly”，是不是 monthly"),
        ("policies.zzz.state=closed", "政策里没有“zzz”，有 monthly、once、refund、least、secret"),
        ("monthly=1", "没有说改“monthly”的哪一项，这里有 code、"),
        ("monthly.recuring.amount=8000", "没有“recuring”，是不是 recurring，这里有 "),
        ("monthly.recurring.amunt=8000", "多余的键“amunt”"),
        ("monthly.recurring.amount=100", "本来就是“100”，没有改动"),
        ("monthly.recurring.amount=-5", "amount 不能小于 0"),
        ("monthly.recurring.amount=八千", "amount 要写整数"),
        ("monthly.recurring.amount=NaN", "amount 要写整数"),
        ("monthly.state=shut", "state 不能写“shut”"),
        ("monthly.conditions.3.at_least=x", "这里有 1 条，写 1 到 1"),
        ("monthly.conditions.1.at_least=doctor", "doctor"),
        ("monthly.recurring.amount.x=1", "这里只有一个值：“100”"),
        ("monthly.caveats.1=当心", "这里是一个空的列表"),
    ],
)
def test_a_wrong_change_is_refused_in_words_that_name_what_is_there(change, sentence):
    with pytest.raises(CannotSimulate) as refused:
        changed(town.document(), [change])
    assert sentence in str(refused.value)


def test_an_unknown_key_is_told_with_those_there_are():
    with pytest.raises(CannotSimulate) as refused:
        changed(town.document(), ["monthly.recurring.amunt=8000"])
    assert "多余的键“amunt”，是不是 amount，这里有 amount、" in str(refused.value)
    assert str(refused.value).count("是不是") == 1


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(CannotSimulate) as refused:
        changed(town.document(), ["x.y=1", "monthly.z"])
    assert len(refused.value.sentences) == 2
