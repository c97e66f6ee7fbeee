"""What `make test-quick` leaves out: the files whose tests take a second or so each, most of them staff pages.
And which tests are begun first."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
FILES = {
    TESTS / name
    for name in (
        "admin/access/test_held.py",
        "admin/editing/test_links_and_texts.py",
        "admin/editing/test_paged.py",
        "admin/editing/test_rows.py",
        "admin/editing/test_sent.py",
        "admin/finding/test_lists.py",
        "admin/history/test_history.py",
        "admin/history/test_whole_trail.py",
        "admin/merging/test_stale.py",
        "admin/notices/test_notices.py",
        "admin/personas/test_personas.py",
        "admin/policies/test_application_windows.py",
        "admin/policies/test_awards.py",
        "admin/policies/test_budget_spent.py",
        "admin/policies/test_conditions_on_dates.py",
        "admin/policies/test_dated_changes.py",
        "admin/policies/test_dated_journey.py",
        "admin/policies/test_folds.py",
        "admin/policies/test_policies.py",
        "admin/policies/test_preview.py",
        "admin/releases/test_before_after.py",
        "admin/releases/test_codes.py",
        "admin/releases/test_publishing.py",
        "admin/releases/test_releases.py",
        "admin/releases/test_simulating.py",
        "admin/spreadsheets/test_spreadsheet_programs.py",
        "admin/spreadsheets/test_spreadsheets.py",
        "admin/test_links.py",
        "admin/test_people.py",
        "admin/test_questions.py",
        "admin/wording/test_chinese.py",
        "api/test_generated_clients.py",
        "backups/test_newer_schema.py",
        "backups/test_refused.py",
        "backups/test_round_trip.py",
        "catalogue/document/test_renaming.py",
        "catalogue/packs/test_new_region.py",
        "catalogue/rows/test_rows.py",
        "library/test_paging.py",
        "models/test_constraints.py",
        "publishing/test_clock.py",
        "publishing/test_remembered.py",
        "publishing/test_renamed.py",
        "screening/test_applying.py",
        "screening/test_one_query.py",
        "screening/test_screen.py",
        "screening/test_spark_job.py",
        "test_growth.py",
        "test_pack_guide.py",
    )
}
gone = sorted(str(path.relative_to(TESTS)) for path in FILES if not path.exists())
assert not gone, f"tests/slow.py names files that are gone: {gone}"

# Begun first: a test of a minute or two that begins last has one worker at work and the others idle.
LONG = {
    TESTS / name
    for name in (
        "api/test_bad_input.py",
        "browser/test_handbook.py",
        "screening/test_same_answers.py",
        "screening/test_spark_job.py",
    )
}
