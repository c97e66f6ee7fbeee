"""A database that takes no write for a while takes back nothing that was done before."""

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse


@pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"], reason="SQLite is made read-only by a word"
)
@pytest.mark.django_db(transaction=True)
def test_a_session_that_cannot_be_saved_is_no_other_answer(admin_client):
    session = admin_client.session
    session["seen"] = 0  # long ago, so that it is written
    session.save()
    place = reverse("admin:index")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert admin_client.get(place).status_code == 200
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert admin_client.get(place).status_code == 200
