"""Of real persons small numbers are not shown where they are told apart."""

import pytest

from policies.screening.simulation import hiding, reporting
from policies.screening.simulation.person import Person
from tests.screening import simulation_pack as town

FEW, KEPT_BACK = hiding.FEW, hiding.KEPT_BACK


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], []),
        ([0, 5, 100], ["", "", ""]),
        ([3, 5, 100], [FEW, KEPT_BACK, ""]),
        ([3, 2, 100], [FEW, FEW, ""]),
        ([3, 0], [FEW, KEPT_BACK]),
        ([4], [FEW]),
    ],
)
def test_a_small_part_is_hidden_with_another(counts, said):
    assert hiding.hidden(counts) == said


def test_of_a_whole_that_is_not_shown_only_the_small_ones_are_hidden():
    assert hiding.hidden([3, 5, 0], partition=False) == [FEW, "", ""]


def shown(real):
    """Three graduates among many pupils."""
    persons = [Person({"degree": "bachelor", "age": 50})] * 3 + [Person({"degree": "school", "age": 50})] * 90
    found = town.simulated("monthly.recurring.amount=200", persons=persons, real=real)
    return reporting.report(found, "一 → 二", "某镇", "名单")


def test_neither_tables_nor_charts_nor_the_long_table_tell_of_three_persons():
    report = shown(real=True)
    tables = {table.key: table for section in report.sections for table in section.tables}
    rows = {name: [cell.words for cell in cells] for name, cells in tables["group-0"].rows}
    assert rows["本科"] == [FEW, FEW, FEW, "0", "0", "0", FEW, "0", FEW, FEW]
    assert rows["高中"][0] == KEPT_BACK
    assert rows["高中"][6] == KEPT_BACK
    assert rows["高中"][8] == KEPT_BACK
    policies = {name: [cell.words for cell in cells] for name, cells in tables["policies"].rows}
    assert policies["按月补"][0] == FEW
    charts = [chart for section in report.sections for chart in section.charts if chart.key.startswith("group")]
    assert {number for chart in charts for bar in chart.bars for _, number in bar.parts} == {0}
    numbers = {row[8] for row in report.figures if row[0] == "分组"}
    assert not numbers & {"3", "90", "4500", "7200"}
    assert any("少于 5" in note for section in report.sections for note in section.notes)


def test_of_made_up_persons_everything_is_shown():
    report = shown(real=False)
    tables = {table.key: table for section in report.sections for table in section.tables}
    rows = {name: [cell.words for cell in cells] for name, cells in tables["group-0"].rows}
    assert rows["本科"] == ["3", "3", "3", "0", "0", "0", "3", "0", "4,500 → 7,200", "4,500 → 7,200"]
