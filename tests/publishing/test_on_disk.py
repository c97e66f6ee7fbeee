"""The copy of the live release on disk: when it is written, and what is passed over."""

import json

import pytest
from django.core import signing
from django.db import OperationalError

from policies.catalogue.document import canonical
from policies.publishing import live, on_disk, stored
from policies.publishing.publish import publish


def away(known):
    raise OperationalError("away")


@pytest.fixture
def released(loaded):
    publish()
    live.refresh()
    return live.current()


@pytest.fixture(scope="module")
def pack():
    """The shipped one, which twenty processes fall back on."""
    return stored.from_pack()


@pytest.fixture
def start(monkeypatch, pack):
    """A process that starts without its database."""

    def started():
        monkeypatch.setattr(stored, "from_database", away)
        monkeypatch.setattr(stored, "from_pack", lambda: pack)
        live.reset()
        return live.current()

    return started


def copied():
    return json.loads(on_disk.path().read_text("utf-8"))


def write(text):
    on_disk.path().write_text(text, "utf-8", errors="surrogateescape")


def sound_but_for(document):
    """A copy of this installation, of a document that nobody published."""
    digest = canonical.sha256(document)
    signature = signing.Signer(salt=on_disk.SALT).signature(f"1 {digest}")
    write(json.dumps(copied() | {"document": document, "sha256": digest, "signature": signature}))


def test_it_is_complete_and_alone_in_its_folder(released):
    assert copied().keys() == {
        *("number", "sha256", "published_at", "effective_at", "note", "document", "migration", "signature")
    }
    assert [path.name for path in on_disk.path().parent.iterdir()] == ["live-release.json"]


DAMAGE = {
    "empty": lambda: write(""),
    "cut short": lambda: write(on_disk.path().read_text("utf-8")[:5000]),
    "no text": lambda: write("\udcff"),
    "nested too deeply": lambda: write("[" * 100_000),
    "[1]": lambda: write("[1]"),
    "{}": lambda: write("{}"),
    "null": lambda: write("null"),
    "a document [1]": lambda: sound_but_for("[1]"),
    "a document {}": lambda: sound_but_for("{}"),
    "a document nested too deeply": lambda: sound_but_for("[" * 100_000),
    "a document without questions": lambda: sound_but_for(
        canonical.text(json.loads(copied()["document"]) | {"questions": []})
    ),
    "a policy that is none": lambda: sound_but_for(
        canonical.text(json.loads(copied()["document"]) | {"policies": [1]})
    ),
    "a number in the text": lambda: write(on_disk.path().read_text("utf-8").replace("6000", "9000")),
    "newer than the code": lambda: write(json.dumps(copied() | {"migration": "9999_later"})),
}
SAID = {
    "cut short": "cut short",
    "nested too deeply": "nested too deeply",
    "[1]": "something else than a release",
    "a document {}": "no release",
    "a document nested too deeply": "no release",
    "a number in the text": "does not match",
    "newer than the code": "newer code",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_cannot_be_used_is_passed_over_and_readyz_says_why(released, start, client, damage):
    DAMAGE[damage]()
    assert start().origin == "pack"
    assert SAID.get(damage, "") in client.get("/readyz").json()["copy_passed_over"]
    assert client.get("/policies/").status_code == 200


def test_that_of_another_installation_is_passed_over(released, start, client, settings):
    settings.SECRET_KEY = "the-secret-of-another-installation-of-this"
    assert start().origin == "pack"
    assert "another installation" in client.get("/readyz").json()["copy_passed_over"]


def test_a_secret_of_before_is_still_ours(released, start, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "the-new-secret-of-this-installation-here",
    )
    assert start().origin == "disk"


def test_one_of_before_which_is_not_signed_is_read(released, start):
    copy = copied()
    write(json.dumps({name: copy[name] for name in copy if name not in ("signature", "migration", "effective_at")}))
    assert start().origin == "disk"


@pytest.mark.parametrize("damage", ["missing", "cut short", "newer than the code", "a number in the text"])
def test_it_is_written_again_whenever_it_is_missing_or_damaged(released, start, damage):
    on_disk.path().unlink() if damage == "missing" else DAMAGE[damage]()
    live.refresh()
    assert start().identity == released.identity


def test_one_that_is_sound_is_left_alone(released):
    before = on_disk.path().stat()
    live.refresh()
    live.reset()  # another worker looks into it, and finds nothing to do
    live.refresh()
    after = on_disk.path().stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_it_is_kept_up_from_the_copy_itself_while_the_database_is_away(released, start):
    assert start().origin == "disk"
    on_disk.path().unlink()
    live.refresh()
    assert on_disk.path().exists()


def test_where_it_cannot_be_written_that_is_said_once(released, settings, tmp_path, caplog):
    (tmp_path / "file").touch()
    settings.STATE_DIR = tmp_path / "file" / "below"
    for _ in range(3):
        live.refresh()
    assert caplog.text.count("cannot be written") == 1
