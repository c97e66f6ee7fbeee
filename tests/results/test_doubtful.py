"""What only our reading of a document rules out is for asking first, with the reading that is in the way."""

import pytest
from django.urls import reverse

from policies.api.request import CheckBody
from policies.api.text import table
from policies.calculator import Facts, assess
from tests.pages import text
from tests.persons import BACHELOR_2026, DAY, FOUNDER, MASTER_2025, Person
from tests.persons import replace as changed

# 衢州学院, three months more between graduation and the first day of work than 「应届」 is read as.
LATE = changed(BACHELOR_2026, graduation_date="2024-12-15", job_start_date="2026-03-20")
# A master's degree that is no full-time one, of a school outside the city.
PART_TIME = changed(MASTER_2025, full_time_degree=False, double_first_class=False)
NO_DEGREE = changed(MASTER_2025, education="below_associate")


def doubtful(shipped, person):
    ruleset = shipped.ruleset(person.region)
    results = assess(ruleset, Facts.resolve(ruleset, person.values, DAY), DAY).results
    return {result.code for result in results if result.doubtful}


@pytest.fixture
def result(client, visit):
    def shown(person):
        visit(person)
        return client.get(reverse("result"))

    return shown


@pytest.mark.parametrize(
    ("person", "code"),
    [
        pytest.param(LATE, "qz-talent-rent", id="a-local-graduate-who-started-three-months-late"),
        pytest.param(
            changed(MASTER_2025, job_start_date="2026-03-20"), "qj-youth-station", id="no-longer-new-after-six-months"
        ),
        pytest.param(
            changed(MASTER_2025, housing="own_home"), "qj-rent-subsidy", id="who-lives-in-a-home-of-their-own"
        ),
        pytest.param(
            Person({"age": 30, "work_status": "employed", "has_honours": False}, "liandu"),
            "ld-young-talent",
            id="talent-without-a-title",
        ),
        pytest.param(
            Person({"education": "master", "work_status": "employed", "employer_type": "other", "age": 30}, "liandu"),
            "ld-startup-grant",
            id="an-employed-graduate-with-a-project",
        ),
    ],
)
def test_what_only_our_reading_rules_out_is_for_asking_first(shipped, result, person, code):
    assert code in doubtful(shipped, person)
    shown = text(result(person), "doubtful")
    assert shipped.policies[code]["name"] in shown


@pytest.mark.parametrize(
    ("person", "code"),
    [
        pytest.param(PART_TIME, "qz-talent-rent", id="full-time-is-stated-and-doctors-were-added"),
        pytest.param(NO_DEGREE, "qz-social-insurance", id="the-technicians-were-added"),
        pytest.param(NO_DEGREE, "qj-youth-station", id="the-degree-is-stated"),
        pytest.param(
            changed(FOUNDER, title="associate_senior", has_honours=True, key_post=False),
            "qz-talent-allowance",
            id="the-key-post-is-stated",
        ),
        pytest.param(
            changed(
                BACHELOR_2026,
                shortage_major=True,
                post="teacher",
                home_purchase="planning",
                first_home=True,
                service_agreement_years=5,
            ),
            "qz-talent-home-grant",
            id="a-teacher-is-not-in-the-health-service",
        ),
    ],
)
def test_an_alternative_that_we_added_keeps_nobody_out(shipped, person, code):
    assert code not in doubtful(shipped, person)


def test_the_page_names_the_reading_the_amount_and_the_office(result):
    shown = text(result(LATE), "qz-talent-rent")
    assert "问下来符合的话：每年至少 14,472 元，最长 3 年，按最长年限合计至少 43,416 元" in shown
    assert "入职在毕业后 12 个月以内 你的回答：2024 年 12 月 15 日毕业，2026 年 3 月 20 日入职，超出 4 个月" in shown
    assert "按理解推定" in shown
    assert "文件写的是应届毕业生" in shown
    assert "市委组织部" in shown
    assert "大专" not in shown, "only the reading in the way is shown, not every other way"


def test_the_table_in_text_puts_it_there_too(shipped):
    said = table(CheckBody(LATE.region, DAY, DAY, frozenset(), LATE.values), shipped)
    first, _, rest = said.partition("可以先咨询")[2].partition("不符合 ")
    assert "人才租房补助" in first
    assert "先问负责部门，只是按我们的理解不符合：入职在毕业后 12 个月以内" in first
    assert "人才租房补助" not in rest.partition("最好的搭配")[0]


def test_a_reading_that_will_be_in_the_way_names_the_day(result):
    """Graduation comes when the first day of work is longer ago than our reading allows."""
    shown = text(
        result(changed(MASTER_2025, job_start_date="2023-07-20", graduation_date="2027-12-01")), "qj-rent-subsidy"
    )
    assert "别的条件到 2027 年 12 月 1 日才可能都符合，那时按我们的理解已经不符合的" in shown
    assert "入职 4 年以内 你的回答：2023 年 7 月 20 日" in shown
    assert "超出" not in shown
