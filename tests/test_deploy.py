"""What the files for running it name is there, and they agree; tools/check-deploy asks the programs they are for."""

import json
import re
from pathlib import Path

import pytest
import yaml

from qujiang import jobs

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PROXIES = ["nginx/butie.conf", "nginx/compose.conf", "caddy/Caddyfile", "haproxy/haproxy.cfg"]
READ_BY = [
    "qujiang/settings.py",
    "qujiang/environment.py",
    "gunicorn.conf.py",
    "policies/management/commands/check_links.py",
]
# Of the system, not ours.
SYSTEMS_OWN = {"https_proxy"}


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def known(variable: str) -> bool:
    # A secret may be a file.
    bare = variable.removesuffix("_FILE")
    return variable in SYSTEMS_OWN or any(f'"{name}"' in text(path) for path in READ_BY for name in (variable, bare))


@pytest.fixture(scope="module")
def services() -> dict:
    return yaml.safe_load(text("compose.yaml"))["services"]


def test_every_variable_that_is_set_is_read(services):
    composed = {name for one in services.values() if "build" in one for name in one["environment"]}
    units = {
        name
        for file in DEPLOY.glob("systemd/*.service")
        for name in re.findall(r"^Environment=(.*)", file.read_text(), re.M)
    }
    named = {pair.partition("=")[0] for line in units for pair in line.split()}
    example = set(re.findall(r"^([A-Z_]+)=", text("deploy/systemd/butie.env"), re.M))
    assert {"DATABASE_PASSWORD_FILE"} <= composed
    assert {"STATE_DIR"} <= named
    assert {"ALLOWED_HOSTS"} <= example
    assert {name for name in composed | named | example if not known(name)} == set()
    assert not known("DJANGO_SECRET")


def test_containers_can_write_nowhere_but_where_it_is_meant(services):
    ours = {name: one for name, one in services.items() if "build" in one}
    assert {"web1", "web2", "staff", "jobs", "prepare"} == set(ours)
    for one in (*ours.values(), services["proxy"]):
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
    states = [volume.partition(":")[0] for one in ours.values() for volume in one["volumes"]]
    assert len(states) == len(set(states)), "each has a state of its own"


def test_only_the_proxy_is_reached_and_from_this_machine_only(services):
    assert {name: one["ports"] for name, one in services.items() if "ports" in one} == {
        "proxy": ["127.0.0.1:${PORT:-8000}:8080"]
    }


def test_the_image_names_files_that_are_there():
    image = text("Dockerfile")
    copied = {path for line in re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.M) for path in line.split()}
    assert {"policies", "docs", "gunicorn.conf.py"} <= copied
    assert {path for path in copied if not (ROOT / path).exists()} == set()
    assert re.findall(r"^FROM \S+ AS (\S+)", image, re.M)[-1] == "web"
    assert "tests" not in copied
    assert "COPY . ." not in image.partition(" AS collected")[2]
    for module in re.findall(r'"python", "-m", "(\S+?)"', image):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").exists(), module


def test_timers_are_the_jobs_of_the_night_at_their_hours():
    timers = {}
    for file in DEPLOY.glob("systemd/*.timer"):
        said = file.read_text(encoding="utf-8")
        timers[re.search(r"^Unit=butie-job@(\w+)\.service$", said, re.M)[1]] = re.search(
            r"OnCalendar=\*-\*-\* (\S+) (\S+)", said
        )
    wanted = {command[0]: (f"{at}", str(jobs.ZONE)) for at, command in jobs.daily("x").items()}
    assert {name: at.groups() for name, at in timers.items()} == wanted


@pytest.mark.parametrize("file", PROXIES)
def test_each_proxy_tells_staff_from_citizens_and_keeps_metrics_inside(file):
    said = text(f"deploy/{file}")
    for wanted in ("/admin", "/metrics", "staff", "413" if "haproxy" in file else "24"):
        assert wanted in said
    assert re.search(r"web\.sock|web1:8000", said)
    assert re.search(r"staff\.sock|staff:8000", said)
    # Not what a visitor sent.
    assert re.search(r"X-Forwarded-Proto", said)
    assert re.search(r'X-Forwarded-For ""|-X-Forwarded-For|del-header X-Forwarded-For', said)


def test_sockets_of_proxies_are_those_that_systemd_holds():
    listening = re.search(r"^ListenStream=(\S+)$", text("deploy/systemd/butie@.socket"), re.M)[1]
    for file in ("nginx/butie.conf", "caddy/Caddyfile", "haproxy/haproxy.cfg"):
        assert {listening.replace("%i", one) for one in ("web", "staff")} == set(
            re.findall(r"/run/butie/\w+\.sock", text(f"deploy/{file}"))
        )


def test_proxies_give_an_idle_connection_up_before_gunicorn_does():
    ours = int(re.search(r"^keepalive = (\d+)$", text("gunicorn.conf.py"), re.M)[1])
    for file in PROXIES[:3]:
        seconds = [int(one) for one in re.findall(r"keepalive(?:_timeout)? (\d+)s", text(f"deploy/{file}"))]
        assert seconds
        assert max(seconds) < ours


def said_by_nginx(file: str) -> list[str]:
    """All that it says by itself, and when."""
    said = text(f"deploy/nginx/{file}.conf")
    parts = [
        r"# What the proxy itself says.*?\n}\n.*?\n}\n",
        r"    error_page 400.*?(?=    location / )",
        r"    location /api/ .*?\n    }\n",
    ]
    return [re.search(part, said, re.S)[0] for part in parts]


def test_both_files_of_nginx_say_the_same():
    said = said_by_nginx("butie")
    assert said == said_by_nginx("compose")
    named = set(re.findall(r"/said/[a-z0-9/]*\d+", "".join(said[1:])))
    words = dict(re.findall(r"^    (/said/\S+) [\"'](.*)[\"'];$", said[0], re.M))
    # The one that is left has the words for whatever else there is.
    assert named - words.keys() == {"/said/400"}
    assert words.keys() <= named


@pytest.mark.parametrize("file", PROXIES)
def test_each_proxy_says_in_chinese_what_it_says_itself(file):
    said = text(f"deploy/{file}").replace('\\"', '"')
    for_programs = [json.loads(one)["errors"] for one in re.findall(r'\{"errors":\{.*?\}\}', said)]
    assert {"body"} < {key for one in for_programs for key in one}
    sentences = re.findall(r'"([^"]*[\u4e00-\u9fff][^"]*。)"', said)
    assert any("暂时连不上" in one for one in sentences)
    for one in [*sentences, *(word for errors in for_programs for word in errors.values())]:
        assert re.fullmatch("[\u4e00-\u9fff][\u4e00-\u9fff，。 0-9A-Za-z]+", one)
    assert ("429" in said) == ("Caddy" not in file)
