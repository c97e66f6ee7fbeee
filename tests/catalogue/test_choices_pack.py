"""One of a thousand, from a pack to rows and back, refused where it makes no sense, and shown by people."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import choices_pack
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing
from tests.catalogue.test_dates_pack import load

POLICIES = "river/policies.yaml"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(choices_pack.write(tmp_path_factory.mktemp("pack")))


def test_its_people_are_as_expected_and_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert [(one.persona["code"], one.deviations) for one in outcomes if one.deviations] == []
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


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


def test_a_place_that_is_none_of_a_thousand_is_named_with_a_few_that_are(tmp_path):
    folder = choices_pack.write(tmp_path, (POLICIES, "p0019", "p001"))
    (found,) = mistakes_as_they_stand(folder)
    assert "“home_place”没有选项“p001”，是不是 p1001，只有 p0000、p0001、" in found
    assert found.endswith("p0019 等 1062 个")
