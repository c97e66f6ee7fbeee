"""Pages go out compressed, so that their length does not tell what is in them."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from qujiang import compression

PAGE = "政策 <b>页面</b> ".encode() * 100


def answered(response, accepted="gzip, deflate, br, zstd"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted} if accepted else {})
    return compression.middleware(lambda _: response)(request)


def test_a_page_comes_back_as_it_was():
    response = answered(HttpResponse(PAGE, headers={"ETag": '"a"'}))
    assert gzip.decompress(response.content) == PAGE
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"] == 'W/"a"'


@pytest.mark.parametrize("accepted", ["", "br, zstd", "identity"])
def test_who_cannot_read_it_gets_it_as_it_is(accepted):
    response = answered(HttpResponse(PAGE), accepted)
    assert response.content == PAGE
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"short"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
        HttpResponse(bytes(range(256))),
        FileResponse([PAGE]),
    ],
    ids=["short", "packed already", "grows", "a file"],
)
def test_what_gains_nothing_stays(response):
    before = response.get("Content-Encoding")
    assert answered(response).get("Content-Encoding") == before


def test_the_length_says_nothing_to_the_byte():
    """Against BREACH: equal pages come in so many lengths that one more or less does not show."""
    lengths = {len(answered(HttpResponse(PAGE)).content) for _ in range(400)}
    assert len(lengths) > 60
    assert max(lengths) - min(lengths) < compression.MOST_PADDING
