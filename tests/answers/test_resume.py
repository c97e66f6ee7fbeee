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
    ],
)
def test_a_code_that_cannot_be_used_says_why(code, message):
    with pytest.raises(resume.Unusable, match=message):
        resume.read(code, CATALOGUE)


def test_what_the_release_no_longer_knows_is_left_out():
    assert resume.read(signed({**CONTENT, "a": {"insured": 14, "gone": 1}}), CATALOGUE).values == {"insured": 14}
