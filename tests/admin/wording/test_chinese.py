"""Whatever a clerk reads on the staff screens is Chinese, what Django and other packages say included."""

import gettext
import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from policies.models import DailyCount, LinkCheck, Persona, Policy, Question, School, StaffEvent
from policies.models.history import TRACKED
from policies.publishing import live
from policies.publishing.publish import publish
from tests.admin.pages import address, form, saved
from tests.admin.people import member, signed_in
from tests.admin.releases.test_releases import PUBLISH, filled
from tests.pages import text as text_of

# Names of formats and keys, and of what browsers keep.
KNOWN = {"xlsx", "CSV", "Parquet", "TOTP", "Cookie", "Control", "Ctrl", "Command", "Mac"}
PEOPLE = {"clerk", "lisi"}
WORD = re.compile(r"[A-Za-z][\w./:@-]*\w")
SAYS_NOTHING = re.compile(r"[0-9a-f]{20,}$|https?:")
READ_OUT = {"title", "placeholder", "aria-label", "aria-description", "alt", "label"}
DJANGO = Path(django.__file__).parent
OURS = settings.LOCALE_PATHS[0] / "zh_Hans" / "LC_MESSAGES"


class _Shown(HTMLParser):
    """Everything that is seen or read out, but for what is marked as code."""

    def __init__(self):
        super().__init__()
        self.hidden = 0
        self.texts = []

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "code", "svg")
        found = dict(attrs)
        self.texts += [found[name] or "" for name in READ_OUT & found.keys()]
        if tag == "input" and found.get("type") in ("submit", "button", "reset"):
            self.texts.append(found.get("value") or "Submit")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "code", "svg")

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def english(response, codes=frozenset()) -> set[str]:
    parser = _Shown()
    parser.feed(response.content.decode())
    words = {word for text in parser.texts for word in WORD.findall(text)}
    return {word for word in words - KNOWN - PEOPLE - codes if has_word(word) and not SAYS_NOTHING.match(word)}


def has_word(text: str) -> bool:
    return re.search("[A-Za-z]{3}", re.sub(r"%\(\w+\)", "", text)) is not None


@pytest.fixture
def codes(catalogue):
    """Every value of the catalogue that is a single word without Chinese."""
    found = set()
    for model in TRACKED:
        for field in model._meta.fields:
            if isinstance(field, CharField):
                found.update(model.objects.values_list(field.name, flat=True))
    # The trail says from which folder a pack was loaded.
    found.update(StaffEvent.objects.values_list("about", flat=True))
    return {code for code in found if WORD.fullmatch(code or "")}


@pytest.fixture
def busy(catalogue, admin_user):
    """Something stands on every page: an older release, a live and a waiting one, a link, a count, a change."""
    publish(note="第一次")
    Policy.objects.filter(code="town-rent").update(recurring_amount=6500)
    publish(note="第二次")
    publish(note="明天", effective_at=timezone.now() + timedelta(days=1))
    LinkCheck.objects.create(url="https://example.org/", status=404, checked_at=timezone.now())
    DailyCount.objects.create(day=timezone.localdate(), region="town", event="started", count=50)
    policy = Policy.objects.get(code="town-rent")
    policy.office = "人社局"
    policy.save()
    yield
    live.reset()


def walk(client):
    """Every page that links lead to from the first one: one of each kind, as (address, response)."""
    start = reverse("admin:index")
    kinds, waiting = set(), [start]
    while waiting:
        place = waiting.pop(0)
        response = client.get(place)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            yield place, response
            for link in re.findall(r'href="([^"#]+)', response.content.decode()):
                path = urlsplit(urljoin(place, link)).path
                kind = re.sub(r"\d+", "N", path)
                if path.startswith(start) and kind not in kinds:
                    kinds.add(kind)
                    waiting.append(path)


def test_no_page_has_an_english_word(admin_client, busy, codes):
    seen = dict(walk(admin_client))
    names = {re.sub(r"\d+", "N", place.removeprefix("/admin/")) for place in seen}
    assert {
        "",
        "password_change/",
        "trail/",
        "auth/user/add/",
        "auth/user/N/password/",
        "auth/user/N/history/",
        "policies/policy/N/change/",
        "policies/policy/N/history/",
        "policies/policy/import/",
        "policies/question/N/delete/",
        "policies/persona/add/",
        "policies/release/add/",
        "policies/release/N/back/",
        "policies/dailycount/",
        "policies/linkcheck/",
    } <= names
    assert len(names) >= 60
    assert {place: found for place, page in seen.items() if (found := english(page, codes))} == {}


def test_nor_has_any_for_those_who_may_only_look(busy, codes):
    """Fields are texts and icons then."""
    client = signed_in(member("lisi", "审计"))
    rows = [model.objects.order_by("pk").last() for model, owner in TRACKED.items() if owner is None]
    pages = [client.get(address(row)) for row in rows if row and row._meta.model_name != "staffregion"]
    assert any('alt="是"' in page.content.decode() for page in pages)
    assert {page.request["PATH_INFO"]: found for page in pages if (found := english(page, codes))} == {}


def test_answers_are_words_for_those_who_may_only_look(catalogue, django_assert_max_num_queries):
    client = signed_in(member("lisi", "审计"))

    def shown(row):
        return text_of(client.get(address(row)), "content-main")

    assert "由此得出的答案: 学历：本科" in shown(School.objects.get(name="某大学"))
    assert "答案: 学历：博士毕业：2025-06-30上班：是面积：100单价：10000" in shown(
        Persona.objects.get(code="town-doctor")
    )
    assert "不问时的值: 没有" in shown(Question.objects.get(key="graduation_date"))
    assert "值: 没有 用途" in shown(Question.objects.get(key="insured_months"))
    with django_assert_max_num_queries(60):
        assert "值: 博士" in shown(Policy.objects.get(code="town-home"))


# What is said only when something is wrong, or done


def test_nor_has_a_form_with_mistakes(admin_client, busy, codes):
    for model in ("policy", "question", "parameter", "persona", "measure", "source", "region"):
        place = reverse(f"admin:policies_{model}_add")
        page = form(admin_client, place)
        emptied = {name: value if "_FORMS" in name else "" for name, value in page.items()}
        response = admin_client.post(place, emptied)
        assert not saved(response)
        assert english(response, codes) == set(), model
    for typed in ({"note": "", "legal_basis": ""}, {"effective_at_0": "morgen", "effective_at_1": "frueh"}):
        response = admin_client.post(PUBLISH, filled(admin_client.get(PUBLISH), **{"note": "改"} | typed))
        assert not saved(response)
        assert english(response, codes) == set()


def test_nor_has_what_is_said_after_saving_or_deleting(admin_client, busy, codes):
    question = Question.objects.get(key="trade_school")
    page = form(admin_client, address(question))
    assert english(admin_client.post(address(question), page, follow=True), codes) == set()
    listed = reverse("admin:policies_question_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [question.pk]}
    for typed in (chosen, {"action": "delete_selected"}, {"action": "", "_selected_action": [question.pk]}):
        assert english(admin_client.post(listed, typed, follow=True), codes) == set()


def test_nor_has_what_an_accounts_history_says_of_it(admin_client, admin_user):
    """Log entries keep the labels of fields as Django wrote them, in English."""
    lisi = member("lisi")
    place = reverse("admin:auth_user_change", args=[lisi.pk])
    page = form(admin_client, place)
    changes = {"last_name": "李", "first_name": "四", "is_superuser": "on", "username": "lisi2"}
    assert saved(admin_client.post(place, page | changes))
    response = admin_client.get(reverse("admin:auth_user_history", args=[lisi.pk]))
    shown = text_of(response)
    assert "姓" in shown.partition("修改了")[2]
    assert english(response, frozenset({"lisi2"})) == set()
    assert english(admin_client.get(reverse("admin:index")), frozenset({"lisi2"})) == set()


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "clerk-clerk-clerk"])
def test_nor_has_a_refused_password(admin_client, admin_user, password):
    admin_user.set_password("plum-orchard-92")
    admin_user.save()
    admin_client.force_login(admin_user)
    typed = {"old_password": "wrong", "new_password1": password, "new_password2": "another"}
    for place, columns in {
        reverse("admin:password_change"): typed,
        reverse("admin:auth_user_add"): {"username": "li si", "password1": password, "password2": password},
        reverse("admin:auth_user_password_change", args=[admin_user.pk]): {"password1": password, "password2": ""},
    }.items():
        response = admin_client.post(place, columns)
        assert response.status_code == 200
        assert english(response) == set()
    response = admin_client.post(reverse("admin:password_change"), typed | {"new_password2": password})
    assert english(response) == set()


def test_a_password_is_set_for_somebody_and_never_taken_away(admin_client):
    lisi = member("lisi")
    place = reverse("admin:auth_user_password_change", args=[lisi.pk])
    lisi.set_password("plum-orchard-92")
    lisi.save()
    assert 'name="usable_password"' not in admin_client.get(place).content.decode()
    admin_client.post(place, {"usable_password": "false", "unset-password": "1"})
    lisi.refresh_from_db()
    assert lisi.check_password("plum-orchard-92")
    response = admin_client.post(place, {"password1": "pear-orchard-93", "password2": "pear-orchard-93"}, follow=True)
    lisi.refresh_from_db()
    assert lisi.check_password("pear-orchard-93")
    assert english(response) == set()
    kept = lisi.password.rpartition("$")[2]
    assert kept[:6] not in text_of(response)
    assert "**" not in text_of(response)


def test_nor_has_the_way_in(client, db, settings):
    settings.STAFF_OTP_REQUIRED = True
    wang = member("clerk")
    login = reverse("admin:login")
    assert english(client.get(login)) == set()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(login, {"username": "clerk", "password": "wrong"})
        assert english(response) == set()
    assert response.status_code == 429
    client.force_login(wang)
    place = reverse("admin:second_factor")
    assert english(client.get(place)) == set()
    for _ in range(3):
        assert english(client.post(place, {"token": "000000"})) == set()


def test_nor_has_a_page_that_is_not_there_or_not_for_them(admin_client, busy):
    response = admin_client.get("/admin/nothing/")
    assert (response.status_code, english(response)) == (404, set())
    assert reverse("admin:index") in response.content.decode()
    assert "没有这个页面" in text_of(response)
    clerk = signed_in(member("lisi"))
    response = clerk.get(reverse("admin:policies_policy_changelist"))
    assert response.status_code == 403
    assert english(response) == set()
    careful = Client(enforce_csrf_checks=True)
    response = careful.post(reverse("admin:login"), {"username": "clerk"})
    assert response.status_code == 403
    assert english(response) == set()


# Sentences that Django has and its Chinese translation lacks: locale/ brings them


@pytest.mark.parametrize("package", ["admin", "auth"])
def test_every_sentence_of_djangos_is_translated(package):
    source = DJANGO / "contrib" / package / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with translation.override("zh-hans"):
        said = {sentence: translation.gettext(sentence) for sentence in written(source)}
    assert len(said) > 50
    assert [sentence for sentence, chinese in said.items() if sentence == chinese and has_word(sentence)] == []


def test_every_sentence_of_the_scripts_is_translated(admin_client):
    body = admin_client.get(reverse("admin:jsi18n")).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\});\n", body, re.DOTALL)[1])
    scripts = DJANGO / "contrib" / "admin" / "static" / "admin" / "js"
    said = {
        sentence
        for script in (*scripts.glob("*.js"), *scripts.glob("admin/*.js"))
        for _, sentence in re.findall(r"\bn?gettext\(\s*(['\"])((?:(?!\1).)*)\1", script.read_text())
    }
    assert len(said) > 40
    assert said - catalogue.keys() == set()


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_what_is_compiled_is_what_is_written(name):
    """Else: msgfmt -o django.mo django.po"""
    with (OURS / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    there = {key[0] if isinstance(key, tuple) else key: text for key, text in compiled.items() if key}
    assert there == written(OURS / f"{name}.po")


def written(file: Path) -> dict[str, str]:
    """The translation of each sentence of a .po file, or of its first form."""
    found = {}
    for entry in file.read_text(encoding="utf-8").split("\n\n"):
        parts = re.split(r"^(msg\w+)", "".join(line for line in entry.splitlines(True) if line[0] != "#"), flags=re.M)
        texts = dict(zip(parts[1::2], map(joined, parts[2::2]), strict=True))
        if texts.get("msgid") and "msgctxt" not in texts:
            found[texts["msgid"]] = texts["msgstr"]
    return found


def joined(lines: str) -> str:
    return "".join(json.loads(line) for line in re.findall(r'"(?:[^"\\]|\\.)*"', lines))


def test_the_apps_have_chinese_names():
    for app in apps.get_app_configs():
        if app.label in ("policies", "auth"):
            assert not has_word(str(app.verbose_name))
