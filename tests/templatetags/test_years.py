"""The picture of the years, its legend and its table: amounts where there are some, columns where the picture has them,
and whatever an office called its policy as plain text."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from policies.calculator.payments import Payment
from policies.results.picture import Picture, picture
from policies.templatetags.years import year_bars, year_legend, year_table

THIS = date(2026, 11, 22).year


def of(*payments: Payment) -> Picture:
    found = picture(payments, THIS)
    assert found is not None
    return found


def table(*payments: Payment) -> list[str]:
    return [row.strip() for row in year_table(of(*payments)).splitlines() if row.strip()]


SURE = Payment("a", THIS, once=18000), Payment("a", THIS + 1, yearly=6000), Payment("a", THIS + 2, yearly=6000)


def test_years_alike_are_one_row_and_this_year_stands_alone():
    assert table(*SURE) == [
        f'<tr><th scope="row">{THIS} <small>今年</small></th><td>18,000</td></tr>',
        f'<tr><th scope="row">{THIS + 1}–{THIS + 2} <small>每年</small></th><td>6,000</td></tr>',
    ]


def test_a_column_is_there_for_all_years_where_one_has_it():
    bounded = Payment("b", THIS, up_to=500)
    assert [row.count("<td>") for row in table(*SURE, bounded)] == [2, 2]
    assert "<td>18,000</td><td>500</td>" in table(*SURE, bounded)[0]
    assert "<td>6,000</td><td>0</td>" in table(*SURE, bounded)[1]
    assert "<td>0</td><td>700</td></tr>" in table(*SURE, Payment("c", THIS + 5, later=700))[-1]


def test_the_picture_says_how_sure_each_amount_is():
    drawn = year_bars(of(*SURE, Payment("b", THIS, up_to=500), Payment("c", THIS + 5, up_to=300, later=700)))
    assert '<tspan class="strong">18,000</tspan><tspan class="faint" dx=".4em">+500</tspan>' in drawn
    assert '<tspan class="faint" dx=".4em">至多 300</tspan><tspan class="faint" dx=".4em">可能 700</tspan>' in drawn
    assert [drawn.count(f'<rect class="{kind}"') for kind in ("yearly", "once", "up_to", "later")] == [1, 1, 2, 1]


def test_the_legend_names_each_policy_as_plain_text():
    def card(name: str) -> Any:
        return SimpleNamespace(policy={"name": name})

    drawn = year_legend([("once", "发一次", [(card("<b>甲&乙"), "18,000"), (card("丙"), "6,000")])])
    assert "&lt;b&gt;甲&amp;乙" in drawn
    assert "<b>甲" not in drawn
    assert drawn.rstrip().endswith('<span class="nb">18,000，</span>丙 <span class="nb">6,000</span></li>')
