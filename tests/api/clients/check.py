"""A check for a real person with the generated Python client: `check.py ADDRESS`; writes what it read, as JSON.

`made` is the client. Whatever is read here by attribute has the type that the client gave it.
"""

import json
import sys
from datetime import date, datetime

from made import Client, models
from made.api.default import check, policies, policy, questions, release


def master() -> models.Answers:
    """MASTER_2025 of the cast; what is None was not answered."""
    return models.Answers(
        education=models.AnswersEducationType0.MASTER,
        school_group=models.AnswersSchoolGroupType0.OTHER,
        graduation_date=date(2025, 6, 30),
        double_first_class=True,
        full_time_degree=True,
        work_status=models.AnswersWorkStatusType0.EMPLOYED,
        employer_type=models.AnswersEmployerTypeType0.PRIVATE,
        job_start_date=date(2025, 9, 1),
        newly_introduced=True,
        first_job_in_quzhou=True,
        social_insurance_months=14,
        pension_months=14,
        housing=models.AnswersHousingType0.RENTING,
        home_purchase=models.AnswersHomePurchaseType0.NONE,
        housing_fund_employer_monthly=200.5,
        age=None,
    )


def asked(client: Client, **more) -> models.CheckResult:
    """With null for what is not given, as generated clients write it."""
    body = models.Check(region=None, on=date(2026, 11, 22), as_of=None, received=None, answers=master())
    for name, value in more.items():
        setattr(body, name, value)
    answer = check.sync(client=client, body=body)
    assert isinstance(answer, models.CheckResult), answer
    return answer


def read(answer: models.CheckResult) -> dict:
    award = by_code(answer)["qj-rent-subsidy"].award
    assert isinstance(award, models.Award)
    assert award.form is models.AwardForm.CASH
    assert isinstance(award.recurring, models.Recurring)
    assert isinstance(award.total, int)
    assert isinstance(answer.release, models.Release)
    assert isinstance(answer.release.effective_at, datetime)
    statuses = {result.status for result in answer.policies}
    assert statuses >= {models.PolicyResultStatus.ELIGIBLE, models.PolicyResultStatus.INELIGIBLE}
    needed = [finding.needed for result in answer.policies for finding in result.findings]
    assert {type(one) for one in needed} >= {str, int, bool, list, models.Span}
    ends = [result.eligible_until for result in answer.policies if result.eligible_until]
    assert ends
    assert all(isinstance(end, date) for end in ends)
    return answer.to_dict()


def by_code(answer: models.CheckResult) -> dict[str, models.PolicyResult]:
    return {result.code: result for result in answer.policies}


def refused(client: Client) -> dict:
    body = models.Check(on=date(2026, 11, 22), answers=models.Answers(home_purchase_date=date(2030, 1, 1)))
    answer = check.sync_detailed(client=client, body=body)
    assert answer.status_code == 422
    assert isinstance(answer.parsed, models.Errors)
    return answer.parsed.to_dict()


def missing(client: Client) -> dict:
    answer = policy.sync(client=client, code="no-such")
    assert isinstance(answer, models.Errors)
    return answer.to_dict()


def listed(client: Client) -> dict:
    every, asked_for = policies.sync(client=client), questions.sync(client=client)
    assert isinstance(every, models.Policies)
    assert isinstance(asked_for, models.Questions)
    rent = policy.sync(client=client, code="qj-rent-subsidy")
    assert isinstance(rent, models.Policy)
    assert isinstance(rent.award, models.PolicyAward)
    assert isinstance(rent.conditions[0], models.Condition)
    education = next(question for question in asked_for.questions if question.key == "education")
    assert education.type_ is models.QuestionType.CHOICE
    assert [choice.value for choice in education.choices][-1] == "doctor"
    now = release.sync(client=client)
    assert isinstance(now, models.Release)
    return {"policies": every.to_dict(), "questions": asked_for.to_dict(), "release": now.to_dict()}


def main(address: str) -> None:
    client = Client(base_url=address)
    taken = [models.CheckReceivedType0Item.QJ_HOME_VISIT]
    written = {
        "check": read(asked(client)),
        "received": read(asked(client, received=taken, region=models.CheckRegionType0.QUJIANG)),
        "refused": refused(client),
        "missing": missing(client),
        **listed(client),
    }
    sys.stdout.write(json.dumps(written))


main(sys.argv[1])
