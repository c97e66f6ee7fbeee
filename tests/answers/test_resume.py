"""A resume code brings the answers back; one that cannot says in plain words why."""

from datetime import timedelta

import pytest
from django.core import signing

from policies.answers import cookie, packed, resume
from tests.answers.test_cookie import ANSWERS, CATALOGUE, CONTENT

DAY = timedelta(days=1).total_seconds()


@pytest.fixture
def clock(monkeypatch):
    """`clock(seconds)` moves the time of signatures."""
    from django.core.signing import time

    now = time.time()

    def move(seconds):
        monkeypatch.setattr(time, "time", lambda: now + seconds)

    return move


def signed(content):
    return signing.dumps(content, salt=resume.SALT, compress=True)


def test_answers_come_back_as_they_were():
    assert resume.read(resume.code_of(ANSWERS), CATALOGUE) == ANSWERS


def test_a_whole_link_broken_into_lines_will_do():
    code = resume.code_of(ANSWERS)
    assert resume.read(f" https://example.org/resume#{code[:30]}\n{code[30:]} ", CATALOGUE) == ANSWERS


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("这是接着答的链接：{link} （30天内有效）", id="words before and a bracket after"),
        pytest.param("{link}（30天内有效）", id="a full-width bracket at its end"),
        pytest.param("{link}。", id="a full stop"),
        pytest.param("<{link}>", id="angle brackets"),
        pytest.param("[链接]({link}) 明天再填", id="Markdown"),
        pytest.param("{link} see you tomorrow", id="Latin words after a space"),
        pytest.param("{link}\n30 days\nXiaoli", id="Latin lines after it"),
        pytest.param("code {code} ok", id="Latin words around a code alone"),
        pytest.param("小李：\n{link}\n小王：收到", id="lines of a chat"),
        pytest.param("「小王：{half}\n{rest}」\n- - - - -\n好的", id="a quoted message in two lines"),
        pytest.param("> {half}\n> {rest}\n> 谢谢", id="a quoted mail"),
        pytest.param("{half}\u200b{rest}", id="a character of no width in it"),
        pytest.param("{escaped}", id="colons escaped"),
        pytest.param("{wide}", id="colons and hash in full width"),
        pytest.param("旧的 https://example.org/resume#{older} 新的 {link}", id="the last of two links"),
        pytest.param("x" * 9000 + " {link}", id="much text before it"),
    ],
)
def test_a_link_is_found_in_what_stands_around_it(pasted):
    code = resume.code_of(ANSWERS)
    link = f"https://example.org/resume#{code}"
    older = resume.code_of(ANSWERS.without("insured"))
    text = pasted.format(
        link=link,
        code=code,
        half=link[:50],
        rest=link[50:],
        older=older,
        escaped=link.replace(":", "%3A"),
        wide=link.replace(":", "：").replace("#", "＃"),
    )
    assert resume.read(text, CATALOGUE) == ANSWERS


def test_much_that_is_no_code_is_refused_at_once():
    for text in ("a" * 20_000, "a:" * 10_000, ("a" * 50 + ":aaaaaa:") * 300, "." * 20_000):
        with pytest.raises(resume.Unusable):
            resume.read(text, CATALOGUE)


def test_answers_cannot_be_read_without_unpacking():
    assert "master" not in resume.code_of(ANSWERS)


def test_a_code_lasts_thirty_days(clock):
    code = resume.code_of(ANSWERS)
    clock(29.9 * DAY)
    assert resume.read(code, CATALOGUE) == ANSWERS
    clock(30.1 * DAY)
    with pytest.raises(resume.Unusable, match="超过 30 天"):
        resume.read(code, CATALOGUE)


GOOD = signed(CONTENT)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        pytest.param("", resume.DAMAGED, id="empty"),
        pytest.param("hello", resume.DAMAGED, id="any text"),
        pytest.param("接续码", resume.DAMAGED, id="any text in Chinese"),
        pytest.param("\x00\udcff::", resume.DAMAGED, id="no text at all"),
        pytest.param(GOOD[:-1], resume.DAMAGED, id="end cut off"),
        pytest.param(GOOD[1:], resume.DAMAGED, id="beginning cut off"),
        pytest.param(GOOD[:9] + ("A" if GOOD[9] != "A" else "B") + GOOD[10:], resume.DAMAGED, id="one letter changed"),
        pytest.param(signing.dumps(CONTENT, salt=cookie.SALT, compress=True), resume.DAMAGED, id="cookie"),
        pytest.param("x" * 10**6, resume.DAMAGED, id="oversized"),
        pytest.param(signed({**CONTENT, "v": packed.FORMAT + 1}), resume.NEWER, id="newer format"),
        pytest.param(signed({**CONTENT, "r": "gone"}), resume.GONE, id="region no longer known"),
        pytest.param(signed([]), resume.GONE, id="a list"),
        pytest.param(signed({**CONTENT, "u": 5}), resume.DAMAGED, id="a number for its day"),
        pytest.param(signed({**CONTENT, "u": ["2026-12-01"]}), resume.DAMAGED, id="a list for its day"),
    ],
)
def test_a_code_that_cannot_be_used_says_why(code, message):
    with pytest.raises(resume.Unusable, match=message):
        resume.read(code, CATALOGUE)


def test_what_the_release_no_longer_knows_is_left_out():
    assert resume.read(signed({**CONTENT, "a": {"insured": 14, "gone": 1}}), CATALOGUE).values == {"insured": 14}
