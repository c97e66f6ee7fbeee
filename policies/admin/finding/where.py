"""Where the search of each list looks. A further kind of row on a page is one more line here."""

from __future__ import annotations

from policies import models

from .search import Place

AWARD = ("once_amount", "recurring_amount", "cap_amount", "worth")
NOTICE = ("source__code", "source__number", "source__title", "source__issuer")

POLICY = (
    Place(
        models.Policy,
        texts=("name", "code", "summary", "office", "phone", "caveats", "award_note", "window_note", "group__name"),
        amounts=AWARD,
    ),
    Place(models.Tier, "policy", ("name", "code", "award_note"), AWARD),
    Place(models.PolicyChange, "policy", ("code", "office", "phone", "clause", "note", "award_note", *NOTICE), AWARD),
    Place(models.TierChange, "policy", ("award_note",), AWARD),
    Place(models.Threshold, "policy", ("question__name", "clause", "note", *NOTICE)),
    Place(models.Factor, "policy", ("parameter__name", "parameter__key"), ("parameter__values__value",)),
    Place(models.Citation, "policy", ("clause", *NOTICE)),
    Place(models.Step, "policy", ("text", "materials", "place", "url")),
)
SOURCE = (
    Place(models.Source, texts=("code", "title", "number", "issuer", "caveat", "window_note", "url")),
    Place(models.Citation, "source", ("clause", "policy__name", "policy__code")),
)
QUESTION = (
    Place(models.Question, texts=("name", "key", "label", "help", "unit", "usual_note")),
    Place(models.Choice, "question", ("value", "label", "help")),
)
PARAMETER = (
    Place(models.Parameter, texts=("name", "key", "unit", "help")),
    Place(models.ParameterValue, "parameter", ("note",), ("value",)),
)
GROUP = (
    Place(models.ExclusionGroup, texts=("name", "code", "note", "clause", *NOTICE)),
    Place(models.Policy, "group", ("name", "code")),
)
MEASURE = (
    Place(models.Measure, texts=("name", "part", "action", *NOTICE)),
    Place(models.MeasurePolicy, "measure", ("policy__name", "policy__code")),
)
PERSONA = (
    Place(models.Persona, texts=("name", "code", "story"), amounts=("best_total", "best_low")),
    Place(models.Expectation, "persona", ("policy__name", "policy__code", "tier"), ("total", "worth")),
)
