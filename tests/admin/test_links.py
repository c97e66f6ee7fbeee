"""`manage.py check_links` looks at the addresses citizens are sent to, against a server of our own."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from policies.models import LinkCheck, Policy, Source
from policies.publishing import fetching
from policies.publishing.fetching import look
from tests.pages import text

LIST = "admin:policies_linkcheck_changelist"


class Site(BaseHTTPRequestHandler):
    def answer(self):
        self.server.asked.append((self.command, self.path))
        times = self.server.asked.count((self.command, self.path))
        kind = self.path.strip("/")
        status = int(kind) if kind.isdecimal() else 200
        if kind == "loop":
            return self.send(302, "/loop")
        if kind.startswith("moved"):
            return self.send(301, "/fine")
        if kind == "out":
            return self.send(302, "file:///etc/passwd")
        if kind == "no-head" and self.command == "HEAD":
            return self.send(501)
        if kind == "once" and times < 2:
            return self.send(503)
        if kind == "slow":
            self.server.released.wait(5)
        return self.send(status)

    do_HEAD = do_GET = answer

    def send(self, status, place=None):
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(fetching.time, "sleep", lambda seconds: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.released = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def at(site):
    return lambda path: f"http://127.0.0.1:{site.server_port}/{path}"


def quick(url, seconds=2.0):
    return look(url, private=True, seconds=seconds, pause=lambda seconds: None)


@pytest.mark.parametrize(
    ("path", "status", "broken", "note"),
    [
        ("fine", 200, False, ""),
        ("页面?甲=乙", 200, False, ""),
        ("moved", 200, False, "转到 "),
        ("no-head", 200, False, ""),
        ("once", 200, False, ""),
        ("404", 404, True, "网页已经不在"),
        ("410", 410, True, "网页已经不在"),
        ("500", 500, True, "网站出错"),
        ("403", 403, False, "网站不让程序查看，请人工打开看一下"),
        ("429", 429, False, "网站不让程序查看，请人工打开看一下"),
        ("loop", 302, True, "转去的地方打不开"),
    ],
)
def test_what_an_address_answers(at, path, status, broken, note):
    seen = quick(at(path))
    assert (seen.status, seen.broken) == (status, broken)
    assert seen.note.startswith(note)


def test_head_comes_first_and_get_where_head_is_not_answered(site, at):
    quick(at("fine"))
    quick(at("no-head"))
    assert site.asked == [("HEAD", "/fine"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_what_may_pass_is_tried_again_and_what_is_certain_is_not(site, at):
    quick(at("503"))
    quick(at("404"))
    assert site.asked.count(("HEAD", "/503")) == fetching.ATTEMPTS
    assert site.asked.count(("HEAD", "/404")) == 1


def test_redirects_are_bounded(site, at):
    quick(at("loop"))
    assert len(site.asked) <= 2 * (fetching.REDIRECTS + 1)


def test_a_site_that_does_not_answer_in_time(at):
    seen = quick(at("slow"), seconds=0.1)
    assert seen == fetching.Seen(None, True, "等了很久没有回应")


def test_a_redirect_leads_only_to_the_web(at):
    assert quick(at("out")) == fetching.Seen(302, True, "转去的地方打不开")


@pytest.mark.parametrize(
    ("url", "note"),
    [
        ("http://127.0.0.1:1/", "网站不接受连接"),
        ("http://no-such-site.invalid/", "找不到这个网站"),
        ("ftp://127.0.0.1/", "网址要以 http:// 或 https:// 开头，请改正"),
        ("www.qjq.gov.cn", "网址要以 http:// 或 https:// 开头，请改正"),
        ("http://[oops/", "网址写错了，请改正"),
        ("http://127.0.0.1:99999/", "网址写错了，请改正"),
        ("http://a b/", ""),
    ],
)
def test_addresses_that_lead_nowhere(site, url, note):
    seen = quick(url)
    assert seen.status is None
    assert seen.broken
    assert note in seen.note


def test_inner_addresses_are_not_asked_unless_allowed(site, at):
    seen = look(at("fine"), pause=lambda seconds: None)
    assert seen == fetching.Seen(None, True, "这个网址只有内部网络能打开，市民打不开")
    assert site.asked == []


# The command and what it remembers


@pytest.fixture
def check(site, capsys):
    def run():
        capsys.readouterr()
        call_command("check_links", "--allow-private", "--seconds", "2")
        return capsys.readouterr().out

    return run


@pytest.fixture
def linked(at, rent):
    """A source with an address that answers, a step with one that is gone."""
    source = Source.objects.get(code="TOWN")
    source.url = at("fine")
    source.save()
    step = rent.steps.first()
    step.url = at("404")
    step.save()
    return rent


def test_it_says_and_remembers_what_it_saw(check, linked, at):
    out = check()
    assert f"{at('404')} 网页已经不在（404），用在：青年租房补助（town-rent）" in out
    assert "看了 2 个网址，1 个断开" in out
    fine, gone = LinkCheck.objects.get(url=at("fine")), LinkCheck.objects.get(url=at("404"))
    assert (fine.status, fine.failing_since) == (200, None)
    assert (gone.status, gone.failing_since) == (404, gone.checked_at)


def test_since_when_it_fails_stays_until_it_answers(check, linked, at):
    check()
    earlier = timezone.now() - timedelta(days=3)
    gone = LinkCheck.objects.get(url=at("404"))
    gone.failing_since = earlier
    gone.save()
    check()
    gone.refresh_from_db()
    assert gone.failing_since == earlier
    assert gone.checked_at > earlier
    step = linked.steps.first()
    step.url = at("fine")
    step.save()
    assert "看了 1 个网址，0 个断开" in check()
    assert not LinkCheck.objects.filter(url=at("404")).exists()


def test_one_address_used_twice_is_asked_once(check, linked, site, at):
    second = linked.steps.last()
    second.url = at("404")
    second.save()
    check()
    assert site.asked.count(("HEAD", "/404")) == 1


def test_nothing_is_hidden_by_a_broken_link(check, linked):
    from policies.catalogue import rows

    before = rows.read()
    check()
    assert rows.read() == before
    assert Policy.objects.get(pk=linked.pk).state == "open"


def test_the_list_shows_where_a_broken_link_is_mended(admin_client, check, linked, at):
    check()
    shown = admin_client.get(reverse(LIST), {"broken": "yes"})
    assert f"{at('404')}断开（404）：网页已经不在" in text(shown, "result_list")
    assert "政策：青年租房补助（town-rent）" in text(shown, "result_list")
    assert at("fine") not in text(shown, "result_list")
    assert reverse("admin:policies_policy_change", args=[linked.pk]) in shown.content.decode()


def test_what_was_seen_cannot_be_edited(admin_client, check, linked):
    check()
    link = LinkCheck.objects.first()
    assert admin_client.get(reverse("admin:policies_linkcheck_add")).status_code == 403
    assert admin_client.post(reverse("admin:policies_linkcheck_change", args=[link.pk]), {}).status_code == 403
    assert admin_client.post(reverse("admin:policies_linkcheck_delete", args=[link.pk]), {}).status_code == 403
