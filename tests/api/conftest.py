"""The API is asked as anybody would ask it, about the shipped policies on the day of the cast."""

import pytest

from tests.persons import DAY, REGION
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]


@pytest.fixture
def ask(client, live_catalogue):
    """Posts a check and gives the response; a person of the cast, or any body."""

    def post(body, **headers):
        if hasattr(body, "answers"):
            body = {"region": body.region or REGION, "on": DAY.isoformat(), "answers": dict(body.answers)}
        return client.post("/api/v1/check", body, content_type="application/json", **headers)

    return post
