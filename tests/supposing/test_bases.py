"""The sums of the headline and those of 「如果…」 have one base, or the sentence says what gives way in one of them."""

from hypothesis import given
from hypothesis import strategies as st

from policies.answers import Answers
from policies.calculator.best_set import summed
from policies.calculator.bundles import Yuan
from policies.catalogue.words import suppositions as words
from policies.results.gather import page_of
from policies.supposing.supposed import Supposer
from tests.api.test_shipped_properties import answers, consistent
from tests.calculator.test_properties import examples
from tests.pages import text
from tests.persons import DAY, MASTER_2026, replace

GIVES_WAY = "合计不变，其中一次性社保补贴到时候换成更多的一种，不重复算"


def headline(page):
    """Now and on known days, beside what is held now."""
    now, later = page.money.best, summed(page.sums.opening, (), ())
    certain = now.certain + later.certain
    return Yuan(certain, now.within + later.within - certain)


@examples(60)
@given(st.data())
def test_the_sums_differ_only_where_something_is_said_to_give_way(shipped, data):
    """Of random persons, of whom something random is supposed."""
    rules = shipped.ruleset("qujiang")
    person = data.draw(answers(rules))
    others = consistent(rules, {**person, **data.draw(answers(rules))})
    supposer, then = (Supposer(page_of(Answers("qujiang", DAY, one), shipped)) for one in (person, others))
    for one in (supposer, then):
        whole = one.supposing.before.whole
        assert whole.in_all == headline(one.page) or whole.replaced
    supposition = supposer.supposing.answered(then.check.facts)
    more = headline(then.page).more_than(headline(supposer.page))
    assert supposition.brings[1] == more or supposition.replaced


# Has the subsidy of the district while she studies on, and from her degree on may have that of the city.
STUDYING = replace(MASTER_2026, graduation_date="2026-12-18")


def test_what_gives_way_later_is_said_by_name(shipped):
    """Where it makes a difference: what is supposed of the home does not touch it."""
    supposer = Supposer(page_of(MASTER_2026.on(), shipped))
    names = {code: card.policy["name"] for code, card in supposer.page.cards.items()}
    studying = Supposer(page_of(STUDYING.on(), shipped))
    assert studying.supposing.before.whole.in_all != headline(studying.page)
    found = supposer.supposing.answered(studying.check.facts)
    assert [said for said in words.sums(found, names) if said.endswith(GIVES_WAY)]
    found = studying.supposing.answered(studying.sent({"housing": "talent_apartment"}).answers.facts(studying.ruleset))
    assert not found.replaced


def test_the_best_day_says_it_too(client, visit):
    """Whoever starts later studies on until then all the same."""
    visit(replace(STUDYING, job_start_date="2027-01-04", social_insurance_months=0, pension_months=0))
    said = text(client.post("/result/if/job_start_date", {"best": "1"}), "trying")
    assert "其中一次性社保补贴到时候换成更多的一种，不重复算" in said
    visit(replace(MASTER_2026, job_start_date="2027-01-04", social_insurance_months=0, newly_introduced=False))
    assert "换成更多的一种" not in text(client.post("/result/if/job_start_date", {"best": "1"}), "trying")
