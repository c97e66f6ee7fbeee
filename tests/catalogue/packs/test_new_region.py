"""A region's first folder loads and publishes as it is, and with its sample filled in can be checked."""

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests import loaded
from tests.pages import text


@pytest.fixture
def shipped(db, settings, tmp_path):
    from policies.publishing import live

    settings.STATE_DIR = tmp_path / "state"
    loaded.shipped()
    yield
    live.reset()


@pytest.fixture(scope="module")
def shipped_document():
    from policies.catalogue.packs import reading

    return reading.load([reading.SHIPPED])[0]


def publish():
    from policies.publishing import live

    call_command("check_personas")
    call_command("publish")
    live.refresh()


def fill_in(folder):
    """As the comments say."""
    policies, personas = folder / "policies.yaml", folder / "personas.yaml"
    policies.write_text(policies.read_text("utf-8").replace("    state: draft\n", ""), "utf-8")
    said = personas.read_text("utf-8").replace("personas: []", "personas:")
    head, persona = said.split("personas:\n")
    personas.write_text(head + "personas:\n" + re.sub("^#", "", persona, flags=re.MULTILINE), "utf-8")


def offered(client):
    found = {region.code for region in client.get(reverse("start")).context["regions"]}
    assert "qujiang" in found
    return found


def test_it_loads_and_publishes_as_it_is_and_shows_nothing_that_is_only_a_sample(shipped, client, tmp_path, capsys):
    call_command("new_region", "chengbei", name="城北区", parent="quzhou", into=tmp_path)
    assert {path.name for path in (tmp_path / "chengbei").iterdir()} == {
        *("region.yaml", "policies.yaml", "personas.yaml")
    }
    assert "load_pack" in capsys.readouterr().out
    call_command("load_pack", str(tmp_path / "chengbei"), check=True)
    call_command("load_pack", str(tmp_path / "chengbei"))
    publish()
    assert "chengbei" not in offered(client)
    assert "样例，请改" not in text(client.get(reverse("about")))
    assert client.get(reverse("policy", args=["chengbei-rent"])).status_code == 404


def test_with_its_sample_filled_in_it_can_be_picked_and_checked(shipped, client, tmp_path, capsys):
    call_command("new_region", "chengbei", name="城北区", into=tmp_path)
    fill_in(tmp_path / "chengbei")
    before = checked(capsys)
    call_command("load_pack", str(tmp_path / "chengbei"))
    publish()
    assert checked(capsys) == before + 1
    assert "chengbei" in offered(client)
    assert "城北区" in text(client.get(reverse("start")))
    assert client.post(reverse("check"), {"region": "chengbei"}).headers["Location"] == reverse(
        "section", args=["education"]
    )
    assert "青年租房补助" in text(client.get(reverse("policy", args=["chengbei-rent"])))
    assert "样例，请改" in text(client.get(reverse("about")))


def checked(capsys):
    """How many sample persons there are; all of them hold."""
    capsys.readouterr()
    call_command("check_personas")
    return int(re.match(r"\d+", capsys.readouterr().out).group())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("true", "true"),
        ("a" * 60, "2026"),
        ("long-" * 11 + "name", "第 2 区：新城 #1"),
        ("no", '“城"北'),
        ("x", "$code"),
    ],
)
def test_whatever_it_is_called_it_loads(tmp_path, shipped_document, code, name):
    from policies.catalogue.document.owners import EMPTY
    from policies.catalogue.packs import new_region, reading

    today = date(2026, 8, 31)
    new_region.write(tmp_path, code, name=name, parent=None, beside=EMPTY, today=today)
    fill_in(tmp_path / code)
    document, held = reading.load([tmp_path / code], beside=shipped_document)
    assert held == {code}
    assert [region["name"] for region in document["regions"] if region["code"] == code] == [name]


def test_its_example_is_of_a_category_that_there_is(tmp_path, shipped_document):
    from policies.catalogue.packs import new_region, reading

    old_age, life = ({"code": code, "name": code, "icon": "heart"} for code in ("old-age", "life"))
    policies = [policy | {"category": "life"} for policy in shipped_document["policies"]]
    beside = shipped_document | {"categories": [old_age, life], "policies": policies}
    new_region.write(tmp_path, "north", name="城北", parent=None, beside=beside, today=date(2026, 8, 31))
    written = (tmp_path / "north" / "policies.yaml").read_text("utf-8")
    assert "    # 类别：old-age life\n    category: old-age\n" in written
    document, _ = reading.load([tmp_path / "north"], beside=beside)
    assert document["categories"] == [old_age, life]


@pytest.mark.parametrize(
    ("code", "options", "said"),
    [
        ("ChengBei", {}, "code“ChengBei”的写法不对：只能用小写字母、数字和短横"),
        ("../up", {}, "只能用小写字母、数字和短横"),
        ("a" * 61, {}, "code 太长，最多 60 个字"),
        ("common", {}, "common 是各地共用的文件夹"),
        ("qujiang", {}, "已经有地区 qujiang"),
        ("there", {}, "已经有文件夹"),
        ("north", {"parent": "atlantis"}, "没有上级地区 atlantis，只有 qujiang、"),
        ("north", {"parent": "At lantis"}, "parent“At lantis”的写法不对"),
        ("north", {"name": "两\n行"}, "名称只写一行"),
        ("north", {"name": "看不\u200b见"}, "看不见的字符"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(shipped, tmp_path, code, options, said):
    (tmp_path / "packs" / "there").mkdir(parents=True)
    with pytest.raises(CommandError, match="没有新建文件夹") as error:
        call_command("new_region", code, into=tmp_path / "packs", **options)
    assert said in str(error.value)
    assert [path.name for path in tmp_path.rglob("*") if path.name != "state"] == ["packs", "there"]


def test_where_no_folder_can_be_made_that_is_said(shipped, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CommandError, match="这里不能新建文件夹"):
        call_command("new_region", "north", into=tmp_path / "file")
