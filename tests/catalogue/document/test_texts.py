"""Links lead to the web and nowhere else; texts hold nothing that a reader cannot see."""

import json

import pytest

from policies.catalogue.document.texts import completed, unseen, wrong_with_address
from policies.catalogue.packs import reading
from policies.catalogue.validation.validation import validate
from policies.templatetags.texts import phones
from tests.catalogue import small


@pytest.mark.parametrize(
    "address",
    [
        "https://www.zjzwfw.gov.cn/",
        "http://example.cn",
        "https://example.cn:8443/a?b=c&d=%E8%A1%A2#e",
        "HTTPS://EXAMPLE.CN/A",
        "https://衢江.中国/政策",
    ],
)
def test_a_page_of_the_web_is_an_address(address):
    assert wrong_with_address(address) == ""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("javascript:alert(1)", "要以 https:// 或 http:// 开头"),
        ("data:text/html,x", "要以 https:// 或 http:// 开头"),
        ("ftp://example.cn/a", "要以 https:// 或 http:// 开头"),
        ("mailto:a@example.cn", "要以 https:// 或 http:// 开头"),
        ("//example.cn/a", "要以 https:// 或 http:// 开头"),
        ("/policies/", "要以 https:// 或 http:// 开头"),
        ("办事大厅", "要以 https:// 或 http:// 开头"),
        ("https://", "网站名不对"),
        ("https:///a", "网站名不对"),
        ("https://example", "网站名不对"),
        ("https://user:secret@example.cn/", "不能带用户名和密码"),
        ("https://example.cn@other.cn/", "不能带用户名和密码"),
        ("https://example.cn/a b", "空格"),
        ("https://example.cn\\a", "网站名不对"),
        ("https://example.cn:port/", "写法不对"),
        ("https://[::1/", "写法不对"),
        ("www.example.cn/a", "是不是 https://www.example.cn/a"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(address, told):
    assert told in wrong_with_address(address)


@pytest.mark.parametrize("address", ["www.", "www.example", "wwwexample.cn", "https://www.example.cn"])
def test_only_the_bare_name_of_a_site_is_completed(address):
    assert completed(address) == ""


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("看\u202e过", "看〔202E〕过"),
        ("\u2066看过\u2069", "〔2066〕看过〔2069〕"),
        ("看\u200b过", "看〔200B〕过"),
        ("看\x07过", "看〔0007〕过"),
        ("看过\n文件\t。", ""),
        ("👩\u200d💻 平实的文字", ""),
    ],
)
def test_signs_that_nobody_sees_are_marked(text, marked):
    assert unseen(text) == marked


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("town/region.yaml", "    title: ", "    url: javascript:alert(1)\n    title: "), "url：网址要以 https://"),
        (
            ("town/policies.yaml", "summary: 分档的补助。", 'summary: "分档\\u202E的补助。"'),
            "summary：这段文字里有看不见的字符",
        ),
    ],
)
def test_a_pack_is_refused_at_the_line(pack, change, told):
    small.write(pack, change)
    with pytest.raises(reading.BrokenPack) as broken:
        reading.load([pack])
    assert told.partition("：")[2] in str(broken.value)
    assert change[0] in str(broken.value)


def test_a_document_is_refused_wherever_a_text_stands(pack):
    document = json.loads(json.dumps(reading.load([pack])[0]))
    document["questions"][0]["label"] += "\u202e"
    document["policies"][0]["citations"][0]["clause"] += "\u2066"
    assert [problem.path[0] for problem in validate(document)] == ["questions", "policies"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("0570-3838110", ["0570-3838110→05703838110"]),
        ("0570-3838110、3838111", ["0570-3838110→05703838110", "3838111→05703838111"]),
        ("010-12345678 / 87654321", ["010-12345678→01012345678", "87654321→01087654321"]),
        ("12345", ["12345→12345"]),
        ("人社局 0570-3838110 转 8，周末打 12345", ["0570-3838110→05703838110", "12345→12345"]),
        ("13800000000，0570-3838110", ["13800000000→13800000000", "0570-3838110→05703838110"]),
        ("请到窗口问", []),
    ],
)
def test_each_number_is_a_link_of_its_own(text, links):
    shown = str(phones(text))
    assert [
        f"{part.split('>')[1].split('<')[0]}→{part.split('tel:')[1].split(chr(34))[0]}"
        for part in shown.split("<a ")[1:]
    ] == links


def test_a_phone_is_escaped():
    assert str(phones("<b>12345</b>")).startswith("&lt;b&gt;<a ")
