"""Ten times the policies are ten times the work, and not a hundred times."""

import sys
from dataclasses import replace

import pytest
from django.http import HttpResponse

from policies.answers import cookie
from policies.publishing import live, stored
from tests.manifold import manifold
from tests.persons import MASTER_2025

TIMES = 10
PAGES = ["/", "/policies/", "/policies/?q=租房补贴", "/policies/?q=没有", "/check/work", "/check/answers", "/result"]


@pytest.fixture(scope="module")
def catalogues():
    shipped = stored.from_pack()
    return shipped, manifold(shipped, TIMES)


@pytest.mark.parametrize("address", PAGES)
def test_work_grows_no_faster_than_policies(client, catalogues, address):
    response = HttpResponse()
    cookie.save(response, MASTER_2025.on())
    client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
    few, many = (calls(client, catalogue, address) for catalogue in catalogues)
    assert many < 1.2 * TIMES * few, f"{few} calls became {many}"


def calls(client, catalogue, address):
    """How many functions are called for a page that was shown before. Unlike its time, it is the same each time."""
    live.serve(replace(catalogue))
    try:
        client.get(address)
        count = 0

        def note(frame, event, called):
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            assert client.get(address).status_code == 200
        finally:
            sys.setprofile(None)
    finally:
        live.reset()
    return count
