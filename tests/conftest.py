"""What every test stands on: the settings' environment, the database asked for, plain static files."""

import gc
import os
import tempfile
from functools import cache

import django
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis

from qujiang.serving.threads import with_room
from tests import databases, slow
from tests.postgresql import Cluster, PostgresqlMissing

# Read by qujiang.settings. Workers of pytest-xdist inherit it, and pytest-django sets them up from it.
os.environ.update(
    DJANGO_SETTINGS_MODULE="qujiang.settings",
    DJANGO_SECRET_KEY="a-secret-only-for-tests-and-no-other-use",
    DJANGO_DEBUG="false",
    DJANGO_HTTPS="false",
    # No thread looks at a test's database; a test refreshes when it means to.
    LIVE_REFRESH_SECONDS="0",
    # Playwright's event loop stays in the main thread, where Django would then refuse to touch the database.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)
for name in ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "ADMIN_PATH", "DJANGO_SECRET_KEY_FALLBACKS"):
    os.environ.pop(name, None)


# How long an example takes says how busy the machine is.
of_hypothesis.register_profile("untimed", of_hypothesis(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
of_hypothesis.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="postgresql: make a throw-away cluster and run only the tests that use a database",
    )


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        return
    state = tempfile.TemporaryDirectory(prefix="qujiang-tests-")
    config.add_cleanup(state.cleanup)
    os.environ["STATE_DIR"] = state.name
    os.environ["DATABASE_URL"] = f"sqlite:///{state.name}/db.sqlite3"
    if config.getoption("database") == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(config)
    django.setup()


def start_postgresql(config) -> str:
    try:
        cluster = Cluster()
    except PostgresqlMissing as missing:
        raise pytest.UsageError(str(missing)) from missing
    cluster.start()
    config.add_cleanup(cluster.stop)
    return cluster.url


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported and collected is hardly ever garbage; to look for some took a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.path in slow.FILES:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.path not in slow.LONG)
    if config.getoption("database") == "postgresql":
        with_database = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(with_database)])
        items[:] = with_database


def pytest_collection_finish():
    """What was imported and collected stays to the end: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """As a worker does: tests go deeper than pages, and spent a seventh of their time on asking for the same memory."""
    runner = item.config.pluginmanager.get_plugin("runner")
    return with_room(lambda: runner.pytest_runtest_protocol(item, nextitem))()


def uses_database(item) -> bool:
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(
        item.fixturenames
    )


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """In place of pytest-django's: a copy of the database that was migrated first. It goes with the run's folder."""
    from django.db import connection

    with django_db_blocker.unblock():
        databases.make(getattr(request.config, "workerinput", {}).get("workerid", "alone"))
        yield
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def plain_and_quick(django_test_environment):
    """Static files come from their sources: tests must not depend on what was collected when."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Nobody attacks a test's accounts; a hasher in earnest takes half a second for each of them.
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="session", autouse=True)
def committed_rows_put_back(django_test_environment):
    """After a test that commits what it writes."""
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: databases.put_back())
        yield


@pytest.fixture(scope="session", autouse=True)
def contexts_of_pages_only(django_test_environment):
    """Django tells its test client of every template with a copy of its context; a form renders a thousand for its
    fields. Tests look at what a view gave to its page."""
    from django.template.base import Template

    told = Template._render

    def render(template, context):
        of_field = (template.name or "").startswith(("django/forms/", "admin/widgets/"))
        tells = context.template is template and not of_field
        return told(template, context) if tells else template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session", autouse=True)
def yaml_parsed_once(django_test_environment):
    """The same text is parsed once in a run: hundreds of tests write a pack that differs from the others in one line.

    What the parser returns is copied by its caller and never changed; a text that it refuses is refused anew each time.
    """
    from policies.catalogue.packs import yaml

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "tree", cache(yaml.tree))
        yield
