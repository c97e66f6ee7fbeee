"""The small pack with changes that have a day: an amount by an event and a condition with it, a tier, a phone."""

from pathlib import Path

from tests.catalogue import small

RENT = """\
    award:
      form: cash
      per: household
      once: {basis: unspecified}
      recurring: {amount: 6000, period: year, count: 3}
"""
CHANGED_RENT = (
    RENT
    + """\
    changes:
      - code: y2026
        starts_on: 2026-01-01
        measured_at: graduation_date
        source: CITY
        clause: 六
        note: 按新办法
        award:
          form: cash
          recurring: {amount: 7200, period: year, count: 3}
      - {code: office, starts_on: 2026-03-01, office: 区人社局, phone: 0570-1234567}
"""
)
CONDITION = "      - {question: graduation_date, months_since_at_least: 12, measured_at: graduation_date}\n"
DATED_CONDITIONS = """\
      - {question: graduation_date, months_since_at_least: 12, measured_at: graduation_date, until: y2026}
      - {question: graduation_date, months_since_at_least: 24, measured_at: graduation_date, since: y2026}
      - any_of:
          - {question: employed, is: true}
          - all_of:
              - {question: education, is: doctor}
              - {question: area, at_least: 10}
        since: y2026
"""
DOCTOR = "    tiers:\n      - code: doctor\n"
TIERS = """\
    changes:
      - code: y2027
        starts_on: 2027-01-01
        state: open
        tiers:
          - tier: doctor
            award:
              form: discount
              once:
                formula: {coefficient: "0.4", factors: [{question: price}, {question: area, limit: 100}]}
          - tier: bachelor
            award: {form: reimbursement, once: {amount: 300}}
"""


def write(directory: Path) -> Path:
    return small.write(
        directory,
        ("town/policies.yaml", RENT, CHANGED_RENT),
        ("town/policies.yaml", CONDITION, DATED_CONDITIONS),
        ("town/policies.yaml", DOCTOR, TIERS + DOCTOR),
    )
