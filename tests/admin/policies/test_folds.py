"""The rows of a long form: short as they are, with all that must be seen in view."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from policies.models import Expectation, Threshold
from tests.admin.pages import address, errors, form
from tests.pages import text


class _Folds(HTMLParser):
    """For each row of a form by its id, whether its fold stands open and what the fold is called."""

    def __init__(self, response):
        super().__init__()
        self.row, self.open, self.named = "", {}, {}
        self.in_summary = False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "inline-related" in (found.get("class") or ""):
            self.row = found.get("id", "")
        if tag == "details" and found.get("class") == "fold":
            self.open[self.row] = "open" in found
        self.in_summary = tag == "summary" or (self.in_summary and tag == "span")

    def handle_endtag(self, tag):
        self.in_summary &= tag != "summary"

    def handle_data(self, data):
        if self.in_summary and self.row in self.open:
            self.named[self.row] = self.named.get(self.row, "") + "".join(data.split())


@pytest.fixture
def folds(admin_client):
    return lambda row: _Folds(admin_client.get(address(row), {"whole": 1}))


@pytest.fixture
def condition(rent):
    return rent.thresholds.get()


def test_what_few_rows_have_is_folded(folds, rent):
    found = folds(rent)
    assert found.open["thresholds-0"] is False
    assert found.named["thresholds-0"] == "几选一、顺序和出处"
    assert found.open["thresholds-empty"] is False


def test_the_folds_name_says_what_is_in_it(folds, rent, condition):
    Threshold.objects.filter(pk=condition.pk).update(inferred=True, clause="三（一）", note="原文没写")
    assert folds(rent).named["thresholds-0"] == "几选一、顺序和出处（按理解推定、出处三（一）、有说明）"


def test_one_of_several_ways_stands_open(folds, rent, condition):
    Threshold.objects.filter(pk=condition.pk).update(alternative="A", branch=2)
    found = folds(rent)
    assert found.open["thresholds-0"] is True
    assert found.named["thresholds-0"] == "几选一、顺序和出处（A组第2种情况）"


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"thresholds-0-branch": "2"}, "thresholds-0"),
        ({"steps-0-position": "many"}, "steps-0"),
    ],
)
def test_a_mistake_is_never_folded_away(admin_client, rent, change, row):
    rent.steps.create(text="去窗口")
    response = admin_client.post(address(rent), form(admin_client, address(rent)) | change)
    assert errors(response).keys() == change.keys()
    assert _Folds(response).open[row] is True
    assert [sentence for sentence in errors(response).values() if sentence in text(response, row)]


def test_the_others_stay_folded_then(admin_client, home):
    response = admin_client.post(address(home), form(admin_client, address(home)) | {"thresholds-1-branch": "2"})
    assert [row for row, is_open in _Folds(response).open.items() if is_open] == ["thresholds-1"]


def test_help_for_every_row_stands_once_above_them(admin_client, home):
    assert home.thresholds.count() > 1
    shown = text(admin_client.get(address(home)), "thresholds-group")
    assert shown.count("写同一个字母") == 1
    assert shown.count("可选：没有、本科、博士") == home.thresholds.filter(question__key="education").count()


def test_rows_are_called_by_what_they_are(admin_client, folds, home):
    home.steps.create(text="去窗口", materials="身份证\n毕业证", place="人社局")
    shown = text(admin_client.get(address(home)))
    assert "档次 博士 删除" in shown
    assert "办理步骤 #1 删除" in shown
    found = folds(home)
    assert found.named["steps-0"] == "材料、地点、网址和顺序（材料2样、人社局）"
    assert "按算式" in found.named["tiers-0"]


def test_a_tier_is_not_called_by_what_is_usual(folds, home):
    tier = home.tiers.first()
    tier.per, tier.award_note = "household", "一次付清"
    tier.save()
    named = folds(home).named
    assert "每户" in named["tiers-0"]
    assert "有说明" in named["tiers-0"]
    assert not any(re.search("每人|本人", name) for name in named.values())


def test_what_is_deleted_is_said_in_words(admin_client, home):
    Expectation.objects.filter(policy=home).delete()
    home.state = "draft"
    home.save()
    shown = text(admin_client.get(reverse("admin:policies_policy_delete", args=[home.pk])), "content")
    assert "条件：学历 至少（含）：本科" in shown
    assert "bachelor" not in re.sub("（.*?）", "", shown)
