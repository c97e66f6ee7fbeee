"""Whatever a pack can say goes through a dump and through rows, and its people are as expected."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import (
    awards_pack,
    between_pack,
    categories_pack,
    choices_pack,
    dates_pack,
    numbers_pack,
    windows_pack,
)
from tests.catalogue.made_packs import load

PACKS = [awards_pack, between_pack, categories_pack, choices_pack, dates_pack, numbers_pack, windows_pack]


@pytest.fixture(scope="module", params=PACKS, ids=lambda pack: pack.__name__.rpartition(".")[2])
def document(request, tmp_path_factory):
    return load(request.param.write(tmp_path_factory.mktemp("pack")))


def test_its_people_are_as_expected(document):
    outcomes = run(document, document["personas"])
    assert [(one.persona["code"], one.deviations) for one in outcomes if one.deviations] == []


def test_what_is_dumped_reads_the_same(document, tmp_path):
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import dumping

    dumping.dump(document, tmp_path / "dump")
    assert canonical.text(load(tmp_path / "dump")) == canonical.text(document)


@pytest.mark.django_db
def test_rows_hold_it_all(document):
    from policies.catalogue import rows

    rows.write(document)
    assert rows.read() == document
    assert not any(rows.write(document).values())
