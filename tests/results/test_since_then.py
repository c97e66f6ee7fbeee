"""Coming back to an older result: what the rules changed for this visitor since, told once, on their own page."""

import re
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.urls import reverse

from policies.answers import cookie, resume, taken_along
from policies.calculator import Status
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import canonical
from policies.publishing import live
from policies.publishing.earlier import NO_RELEASES, EarlierRelease, EarlierReleases
from policies.wizard.resume import NO_ROOM, UNKNOWN_RELEASE
from tests.persons import CAST, DAY, MASTER_2025, MASTER_2026

RESULT, RESUME, SEEN = reverse("result"), reverse("resume"), reverse("seen")
BEGINNING = datetime(2026, 11, 1, 4, tzinfo=UTC)


def text(response):
    return response.content.decode()


def publish(*documents):
    """One after the other, a day each; the last is live. Returns their catalogues."""
    earlier, catalogues = NO_RELEASES, []
    for number, document in enumerate(documents, 1):
        sha256, since = canonical.sha256(canonical.text(document)), BEGINNING + timedelta(number - 1)
        earlier = earlier.and_then(EarlierRelease(number, sha256, since, document))
        catalogues.append(Catalogue(document, sha256, "database", number, since, since))
    live.serve(catalogues[-1], earlier)
    return catalogues


def otherwise(document, **policies):
    """The same document with these policies otherwise; of those that are None nothing is left."""
    changed = deepcopy(document)
    for policy in changed["policies"]:
        if more := policies.get(policy["code"].replace("-", "_"), {}):
            policy |= more
    gone = {code.replace("_", "-") for code, more in policies.items() if more is None}
    changed["policies"] = [policy for policy in changed["policies"] if policy["code"] not in gone]
    return changed


def fitting(person, catalogue):
    """What fits today, by its code, with what falls due of it."""
    assessment = person.on().assessed(catalogue.ruleset(person.region), DAY)
    return {one.code: one.within for one in assessment.results if one.status is Status.ELIGIBLE}


def chosen(person, catalogue):
    return set(person.on().assessed(catalogue.ruleset(person.region), DAY).best.policies)


def come_back(client, person, catalogue):
    response = client.post(RESUME, {"code": resume.code_of(person.on(), catalogue.mark)})
    assert response.status_code == 302
    return response


def told(client):
    """The part of the result that says what is otherwise; empty where there is none."""
    found = re.search(r'<section id="since".*?</section>', text(client.get(RESULT)), re.DOTALL)
    plain = re.sub(r"</?(?:span|a)\b[^>]*>", "", found[0]) if found else ""
    return re.sub(r"\s+", " ", plain.replace("\u00a0", " "))


def rows(told):
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", told))


@pytest.mark.parametrize("name", [name for name in CAST if name != "undecided"])
def test_what_is_won_and_lost_is_what_both_assessments_say(client, shipped, name):
    """Half of what fits is gone then, the other half now."""
    person = CAST[name]
    codes = sorted(chosen(person, shipped))
    lists = codes[::2], codes[1::2]
    then, now = publish(
        *(otherwise(shipped.document, **{code.replace("-", "_"): None for code in gone}) for gone in lists)
    )
    come_back(client, person, then)
    page = rows(told(client))
    before, after = chosen(person, then), chosen(person, now)
    names = {code: policy["name"] for code, policy in shipped.policies.items()}
    assert before - after
    assert after - before
    for code in after - before:
        assert names[code] in page["多了"]
    for code in before - after:
        assert names[code] in str([said for title, said in page.items() if title != "多了"])
    for code in after & before:
        assert names[code] not in page.get("少了", "")


def test_an_amount_is_said_as_it_was_and_as_it_is(client, shipped):
    person = MASTER_2025
    paid = next(
        code
        for code in sorted(chosen(person, shipped))
        if (award := shipped.policies[code].get("award")) and (award.get("once") or {}).get("amount")
    )
    award = deepcopy(shipped.policies[paid]["award"])
    award["once"]["amount"] += 100
    then, now = publish(shipped.document, otherwise(shipped.document, **{paid.replace("-", "_"): {"award": award}}))
    come_back(client, person, then)
    was, is_now = fitting(person, then)[paid], fitting(person, now)[paid]
    assert is_now - was == 100
    page = told(client)
    assert f"{shipped.policies[paid]['name']}：原来 {was:,} 元，变成 {is_now:,} 元" in rows(page)["有变动"]
    assert "规则在 2026 年 11 月 2 日改过" in page
    assert "今天能确定的合计多 100 元" in page


@pytest.mark.parametrize(
    ("more", "is_now"),
    [
        ({"limited": "每年 50 个。"}, "名额有限，符合也不一定领得到"),
        ({"one_of_couple": "夫妻一方领。"}, "夫妻只能由一方领"),
    ],
)
@pytest.mark.parametrize("code", ["qz-talent-rent", "qj-employment-subsidy"])
def test_what_not_everybody_gets_any_more_is_said_as_that(client, shipped, code, more, is_now):
    """Also where the amount was not certain before: nothing of the sums is otherwise then."""
    name = shipped.policies[code]["name"]
    then, _ = publish(shipped.document, otherwise(shipped.document, **{code.replace("-", "_"): more}))
    come_back(client, MASTER_2025, then)
    assert rows(told(client))["有变动"] == f"{name}：原来 符合的都能领，变成 {is_now}"


def test_what_is_still_to_come_and_is_applied_for_at_other_times_is_not_told_as_new(client, shipped):
    march = {"application_windows": [{"opens": "03-01", "closes": "03-31"}]}
    then, _ = publish(shipped.document, otherwise(shipped.document, qj_home_visit=march))
    come_back(client, MASTER_2026, then)
    said = rows(told(client))
    assert said.keys() == {"有变动"}
    assert said["有变动"].startswith("探亲交通补贴：原来 随时可以申请，变成 2027 年 3 月 1 日起可以申请，")


def test_while_a_process_has_not_read_the_releases_nothing_is_said_and_nothing_forgotten(client, shipped):
    """It serves a new one a moment before it knows since when; one that has just started knows none of before."""
    then, now = publish(shipped.document, otherwise(shipped.document, qz_talent_rent=None))
    known = live.earlier()
    for not_yet in (NO_RELEASES, EarlierReleases(known.releases[:1])):
        live.serve(now, not_yet)
        client.cookies.clear()
        come_back(client, MASTER_2025, then)
        assert UNKNOWN_RELEASE not in text(client.get(RESULT))
        assert not told(client)
    live.serve(now, known)
    assert told(client)


def test_several_releases_are_counted(client, shipped):
    gone = {sorted(chosen(MASTER_2025, shipped))[0].replace("-", "_"): None}
    then, *_ = publish(shipped.document, otherwise(shipped.document, **gone), otherwise(shipped.document, **gone))
    come_back(client, MASTER_2025, then)
    assert "规则改过 2 次，最近一次在 2026 年 11 月 3 日" in told(client)


def test_nothing_is_said_where_nothing_is_otherwise_for_this_person(client, shipped):
    """What they have nothing of is gone, and what they have is worded anew."""
    person = MASTER_2025
    assessment = person.on().assessed(shipped.ruleset(person.region), DAY)
    no = next(one.code for one in assessment.results if one.status is Status.INELIGIBLE)
    had = sorted(chosen(person, shipped))[0]
    changed = otherwise(
        shipped.document, **{no.replace("-", "_"): None, had.replace("-", "_"): {"summary": "新的说法"}}
    )
    then, _ = publish(shipped.document, changed)
    come_back(client, person, then)
    assert told(client) == ""
    assert UNKNOWN_RELEASE not in text(client.get(RESULT))


def test_what_was_only_renamed_is_the_same(client, shipped):
    had = sorted(chosen(MASTER_2025, shipped))[0]
    changed = otherwise(shipped.document, **{had.replace("-", "_"): {"code": "another-code", "formerly": [had]}})
    for policy in changed["policies"]:
        for relation in policy.get("relations", ()):
            assert had not in relation.values()
    then, _ = publish(shipped.document, changed)
    come_back(client, MASTER_2025, then)
    assert told(client) == ""


def test_a_new_question_is_named_and_leads_to_where_it_is_asked(client, shipped):
    had = sorted(chosen(MASTER_2025, shipped))[0]
    fresh = shipped.document["questions"][0] | {
        "key": "fresh",
        "type": "bool",
        "label": "新的问题？",
        "name": "新的情况",
        "yes": "有",
        "no": "没有",
    }
    fresh = {key: fresh[key] for key in ("key", "section", "position", "type", "label", "name", "yes", "no")}
    conditions = [*shipped.policies[had].get("conditions", ()), {"question": "fresh", "is": True}]
    changed = otherwise(shipped.document, **{had.replace("-", "_"): {"conditions": conditions}})
    changed["questions"].append(fresh)
    then, _ = publish(shipped.document, changed)
    come_back(client, MASTER_2025, then)
    client.get(RESULT)
    page = told(client)
    assert "<p>新问的：新的情况。去补答</p>" in page
    assert shipped.policies[had]["name"] in rows(page)["说不准了"]


def test_what_is_long_is_one_tap_away_below_its_sums(client, shipped):
    """With everything folded a result stays as short as one that nobody changed."""
    codes = sorted(chosen(MASTER_2025, shipped))
    for gone, folded in ((codes[:1], False), (codes, True)):
        client.cookies.clear()
        changed = otherwise(shipped.document, **{code.replace("-", "_"): None for code in gone})
        then, _ = publish(shipped.document, changed)
        come_back(client, MASTER_2025, then)
        page = told(client)
        assert ('<details id="open-since">' in page) is folded
        assert ('<details id="open-since" open>' in page) is not folded
        assert page.index("今天能确定的合计") < page.index("<details") < page.index("<dl")
        assert '<details id="open-since" open>' in text(client.get(f"{RESULT}?view=print"))


@pytest.fixture
def changed(shipped):
    """Two releases, of which the second has lost one of what the master has."""
    gone = sorted(chosen(MASTER_2025, shipped))[0]
    return publish(shipped.document, otherwise(shipped.document, **{gone.replace("-", "_"): None}))


def plain(page):
    return re.sub(r'value="\w{64}"', "", page)


def result_without(client, visit):
    """The result of the same answers, of which nobody knows since when."""
    visit(MASTER_2025)
    page = plain(text(client.get(RESULT)))
    client.cookies.clear()
    return page


def test_it_goes_away_by_a_form_and_stands_in_no_address(client, visit, changed):
    expected = result_without(client, visit)
    response = come_back(client, MASTER_2025, changed[0])
    assert response["Location"] == RESULT
    client.get(RESULT)
    assert told(client)
    assert f'action="{SEEN}"' in told(client)
    response = client.post(SEEN)
    assert response["Location"] == RESULT
    assert plain(text(client.get(RESULT))) == expected
    assert visit.answers().since is None


def test_it_stays_until_then_and_a_mark_tells_it_anew(client, changed):
    come_back(client, MASTER_2025, changed[0])
    had = sorted(chosen(MASTER_2025, changed[1]))[0]
    response = client.post(reverse("marks"), {"have": had}, headers={"HX-Request": "true"})
    assert 'id="since"' in text(response)


def test_until_then_a_link_made_here_tells_the_other_device_too(client, visit, changed, monkeypatch):
    """The picture on a slip says by which rules the slip was printed, all the same."""
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now)

    def marks():
        link = re.search(r'<textarea id="link"[^>]*>(.*?)</textarea>', text(client.get(RESUME)))[1]
        calendar = client.post(reverse("bringing-back")).json()["codes"].values()
        return {resume.read(code, changed[1]).since for code in (link, *calendar)}

    come_back(client, MASTER_2025, changed[0])
    assert marks() == {changed[0].mark}
    answers, slip = visit.answers(), text(client.get(f"{RESULT}?view=slip"))
    picture = {
        one.mark: taken_along.QrPicture.of(f"http://testserver{RESUME}#{resume.code_of(answers, one.mark)}").svg
        for one in changed
    }
    assert picture[changed[1].mark] in slip
    assert picture[changed[0].mark] not in slip
    client.post(SEEN)
    assert marks() == {changed[1].mark}


def test_under_the_rules_of_now_nothing_is_kept(client, visit, changed):
    come_back(client, MASTER_2025, changed[1])
    assert visit.answers().since is None
    assert told(client) == ""


@pytest.mark.parametrize("mark", [(1, "00000000"), (7, "0123abcd"), (0, ""), (-1, "x")])
def test_a_release_that_is_gone_or_of_another_installation_is_a_sentence(client, visit, changed, mark):
    expected = result_without(client, visit)
    client.post(RESUME, {"code": resume.code_of(MASTER_2025.on(), mark)})
    page = text(client.get(RESULT))
    assert UNKNOWN_RELEASE in page
    assert plain(text(client.get(RESULT))) == expected


def test_so_is_a_region_that_was_not_there(client, visit, shipped):
    """Of the region nothing can be compared, and the answers count by the rules of now."""
    before = deepcopy(shipped.document)
    for region in before["regions"]:
        if region["code"] == MASTER_2025.region:
            region["code"] = "elsewhere"
    then, _ = publish(before, shipped.document)
    come_back(client, MASTER_2025, then)
    assert UNKNOWN_RELEASE in text(client.get(RESULT))
    assert visit.answers().since is None


def test_a_code_of_before_says_nothing_of_a_release(client, visit, changed):
    client.post(RESUME, {"code": resume.code_of(MASTER_2025.on())})
    page = text(client.get(RESULT))
    assert UNKNOWN_RELEASE not in page
    assert 'id="since"' not in page


def test_a_full_cookie_is_a_sentence_and_the_result_as_it_was(client, visit, changed, monkeypatch):
    expected = result_without(client, visit)
    code = resume.code_of(MASTER_2025.on(), changed[0].mark)
    full = len(cookie.written(MASTER_2025.on()))
    monkeypatch.setattr(cookie, "MAX_BYTES", full)
    client.post(RESUME, {"code": code})
    assert visit.answers().since is None
    page = text(client.get(RESULT))
    assert NO_ROOM in page
    assert plain(text(client.get(RESULT))) == expected


def test_an_ordinary_result_looks_at_no_release_of_before(client, visit, changed, monkeypatch):
    monkeypatch.setattr(live, "earlier", lambda: pytest.fail("looked at"))
    visit(MASTER_2025)
    assert client.get(RESULT).status_code == 200


def test_no_query_is_made(client, changed, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        come_back(client, MASTER_2025, changed[0])
        client.get(RESULT)
        client.post(SEEN)


def test_without_answers_there_is_nothing_to_put_away(client, changed):
    assert client.post(SEEN)["Location"] == reverse("check")
