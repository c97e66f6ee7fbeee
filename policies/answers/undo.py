"""Taking back 「清除我的答案」: the page that says so holds the cleared cookie, and may send it back for two minutes.

It is nowhere else, neither on the server nor in another cookie: who leaves the page leaves nothing behind.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from policies.answers import cookie

SALT = "policies.answers.undo"
MINUTES = 2


def kept(request: HttpRequest) -> str:
    """The visitor's cookie for a form, signed with the time of now."""
    return signing.dumps(cookie.text_of(request), salt=SALT)


def give_back(response: HttpResponse, text: str) -> bool:
    """Sets the cookie as it was; False where it is too late, or the text is not what `kept` gave."""
    try:
        cookie.put(response, signing.loads(text, salt=SALT, max_age=MINUTES * 60))
    except (signing.BadSignature, ValueError):
        return False
    return True
