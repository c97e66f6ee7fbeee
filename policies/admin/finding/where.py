"""Where the search of each list looks. A further kind of row on a page is one more line here."""

from __future__ import annotations

from policies import models

from .search import SearchedColumns

AWARD = ("once_amount", "recurring_amount", "cap_amount", "worth")
NOTICE = ("source__code", "source__number", "source__title", "source__issuer")

POLICY = (
    SearchedColumns(
        models.Policy,
        texts=(
            "name",
            "code",
            "summary",
            "office",
            "phone",
            "caveats",
            "limited",
            "one_of_couple",
            "award_note",
            "window_note",
            "group__name",
        ),
        amounts=AWARD,
    ),
    SearchedColumns(models.Tier, "policy", ("name", "code", "award_note"), AWARD),
    SearchedColumns(
        models.PolicyChange, "policy", ("code", "office", "phone", "clause", "note", "award_note", *NOTICE), AWARD
    ),
    SearchedColumns(models.TierChange, "policy", ("award_note",), AWARD),
    SearchedColumns(models.Threshold, "policy", ("question__name", "clause", "note", *NOTICE)),
    SearchedColumns(models.Factor, "policy", ("parameter__name", "parameter__key"), ("parameter__values__value",)),
    SearchedColumns(models.Citation, "policy", ("clause", *NOTICE)),
    SearchedColumns(
        models.Relation, "policy", ("other__name", "other__code", "group__name", "clause", "note", *NOTICE)
    ),
    SearchedColumns(models.ApplicationWindow, "policy", ("opens", "closes", "clause", "note", *NOTICE)),
    SearchedColumns(models.Step, "policy", ("text", "materials", "place", "url")),
)
SOURCE = (
    SearchedColumns(models.Source, texts=("code", "title", "number", "issuer", "caveat", "window_note", "url")),
    SearchedColumns(models.Citation, "source", ("clause", "policy__name", "policy__code")),
)
QUESTION = (
    SearchedColumns(models.Question, texts=("name", "key", "label", "help", "unit", "usual_note", "find_out")),
    SearchedColumns(models.Choice, "question", ("value", "label", "help")),
)
PARAMETER = (
    SearchedColumns(models.Parameter, texts=("name", "key", "unit", "help")),
    SearchedColumns(models.ParameterValue, "parameter", ("note",), ("value",)),
)
GROUP = (
    SearchedColumns(models.ExclusionGroup, texts=("name", "code", "note", "clause", *NOTICE)),
    SearchedColumns(models.Policy, "group", ("name", "code")),
    SearchedColumns(models.Relation, "group", ("policy__name", "policy__code")),
)
MEASURE = (
    SearchedColumns(models.Measure, texts=("name", "part", "action", *NOTICE)),
    SearchedColumns(models.MeasurePolicy, "measure", ("policy__name", "policy__code")),
)
LIFE_EVENT = (
    SearchedColumns(models.LifeEvent, texts=("name", "code", "summary")),
    SearchedColumns(models.LifeEventQuestion, "event", ("question__name", "question__key", "question__label")),
)
PERSONA = (
    SearchedColumns(models.Persona, texts=("name", "code", "story"), amounts=("best_total", "best_low")),
    SearchedColumns(models.Expectation, "persona", ("policy__name", "policy__code", "tier"), ("total", "worth")),
)
