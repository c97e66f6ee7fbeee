"""Who loses because one can no longer apply, only later, or not as long."""

import copy

import pytest

from policies.publishing.effects import try_out
from tests.catalogue import windows_pack


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([windows_pack.write(tmp_path_factory.mktemp("pack"))])[0]


@pytest.mark.parametrize(
    ("code", "windows", "kind", "said"),
    [
        (
            "hc-march",
            [{"opens": "04-01", "closes": "04-30"}],
            "mixed",
            "能申请的日子推后：2027 年 3 月 1 日起 → 2027 年 4 月",
        ),
        (
            "hc-march",
            [{"opens": "02-01", "closes": "03-31"}],
            "gains",
            "能申请的日子提前：2027 年 3 月 1 日起 → 2027 年 2 月",
        ),
        (
            "hc-march",
            [{"opens": "03-01", "closes": "03-15"}],
            "loses",
            "申请的截止提前：2027 年 3 月 31 日 → 2027 年 3 月 15",
        ),
        ("hc-march", [], "gains", "申请的截止推后：2027 年 3 月 31 日 → 没有截止"),
        ("hc-settle", [{"opens": "03-01", "closes": "03-31"}], "loses", "能申请的日子推后：随时 → 2027 年 3 月 1 日起"),
        (
            "hc-settle",
            [{"measured_at": "graduation_date", "to_months": 6}],
            "loses",
            "还能不能申请：能申请 → 过了或来不及",
        ),
        ("hc-trial", [], "gains", "还能不能申请：过了或来不及 → 能申请"),
    ],
)
def test_when_one_can_apply_is_a_respect_of_its_own(document, code, windows, kind, said):
    after = copy.deepcopy(document)
    next(one for one in after["policies"] if one["code"] == code)["application_windows"] = windows
    effect = next(iter(try_out(document, after, document["personas"][:1]).effects))
    assert effect.kind == kind, effect.lines
    assert said in "\n".join(effect.lines)
