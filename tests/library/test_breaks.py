"""Where a line may end: not between a number and its unit, and in a heading between phrases."""

import pytest

from policies.templatetags.texts import nb, phrases


def drawn(html: str) -> str:
    """`~`: a space that does not break; `[…]`: what stays in one piece; `|`: where a heading may break."""
    for mark, written in {"~": "\u00a0", "[": '<span class="nb">', "]": "</span>", "|": "<wbr>"}.items():
        html = html.replace(written, mark)
    return html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("工作满 12 个月", "工作满 12~个月"),
        ("第 1 次发布", "第~1~次发布"),
        ("至少 16,872 元，另有至多 1,000 元", "[至少 16,872~元]，[另有至多 1,000~元]"),
        ("改选它至少少领 25,416 元。", "改选它[至少少领 25,416~元]。"),
        ("按最长年限合计 18,000 元", "按最长年限[合计 18,000~元]"),
        ("10–30 万元", "[10–30~万元]"),
        ("<b> & 2 年", "&lt;b&gt; &amp; 2~年"),
    ],
)
def test_a_number_stays_with_its_unit_and_an_amount_with_the_words_before_it(text, shown):
    assert drawn(nb(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("你有职称、人才称号吗？", "你有职称、|人才称号吗？", id="after a comma"),
        pytest.param("融资担保（30 万元）", "融资担保|（[30~万元]）", id="before a bracket"),
        pytest.param("“南孔精英”创业资金", "“南孔精英”|创业资金", id="after a quotation"),
        pytest.param("家里的“老屋”", "家里的|“老屋”", id="before a quotation"),
        pytest.param("青年租房补助", "青年租房补助", id="one phrase"),
        pytest.param("其中，你交了几个月企业职工养老保险？", "其中，你交了几个月企业职工养老保险？", id="one too long"),
        pytest.param("甲<乙，丙", "甲&lt;乙，|丙", id="escaped"),
    ],
)
def test_a_heading_breaks_between_short_phrases(text, shown):
    assert drawn(phrases(text)) == shown
