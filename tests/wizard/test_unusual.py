"""A number far from what is usual is asked about once; confirmed, it counts like any other."""

import re

import pytest

from tests.pages import text
from tests.persons import BUYER_2024

HTMX = {"HX-Request": "true"}


@pytest.fixture
def buyer(visit):
    visit(BUYER_2024, without=["home_unit_price", "home_area"])


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
def test_a_total_typed_as_a_price_per_square_metre_is_questioned_and_can_be_confirmed(client, visit, buyer, headers):
    typed = {"home_unit_price": "120万", "home_unit_price-shown": ""}
    asked = client.post("/check/housing", typed, headers=headers)
    assert asked.status_code == 200
    assert "1,200,000 元/平方米比平常多" in text(asked, "home_unit_price-error")
    assert "不是总价" in text(asked, "home_unit_price-error")
    assert "home_unit_price" not in visit.answers().values
    tick = re.search(r'<input type="checkbox" id="home_unit_price-sure"[^>]* value="([^"]*)"', asked.content.decode())
    client.post("/check/housing", {**typed, "home_unit_price-sure": tick[1]}, headers=headers)
    assert visit.answers().values["home_unit_price"] == 1_200_000
    # Asked once: what stands there already is not asked about again.
    again = {"home_unit_price": "1200000", "home_unit_price-shown": "1200000", "home_area": "89"}
    assert "home_unit_price-sure" not in client.post("/check/housing", again, headers=headers).content.decode()
    assert visit.answers().values["home_area"] == 89


def test_an_area_of_nothing_is_questioned(client, visit, buyer):
    asked = client.post("/check/housing", {"home_area": "0", "home_area-shown": ""})
    assert "0 平方米比平常少" in text(asked, "home_area-error")
    assert "home_area" not in visit.answers().values


def test_a_tick_confirms_only_the_number_it_stood_beside(client, visit, buyer):
    typed = {"home_unit_price": "950000", "home_unit_price-shown": "", "home_unit_price-sure": "1200000"}
    assert "比平常多" in text(client.post("/check/housing", typed), "home_unit_price-error")
    assert "home_unit_price" not in visit.answers().values


def test_the_answer_of_before_counts_until_it_is_confirmed(client, visit):
    visit(BUYER_2024)
    before = str(BUYER_2024.values["home_area"])
    asked = client.post("/check/housing", {"home_area": "8900", "home_area-shown": before})
    assert f"还按原来的“{before} 平方米”算" in text(asked, "home_area-error")
    assert visit.answers().values["home_area"] == int(before)


def test_usual_numbers_are_not_questioned(client, visit, buyer):
    client.post("/check/housing", {"home_unit_price": "9800.50", "home_area": "15"})
    assert visit.answers().values["home_area"] == 15
    assert "home_unit_price" in visit.answers().values
