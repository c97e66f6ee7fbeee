"""A pack of one region whose policies say on which side of which days somebody is, with the people who show it."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: family, name: 家庭}
  - {code: work, name: 工作}
""",
    "common/questions.yaml": """\
questions:
  - key: graduation_date
    section: family
    position: 10
    type: date
    label: 哪天毕业的？
    name: 毕业
  - key: born
    section: family
    position: 20
    type: date
    label: 你是哪年哪月出生的？
    name: 出生
    past_only: true
  - key: job_start_date
    section: work
    position: 30
    type: date
    label: 哪天入职的？
    name: 入职
    changeable: true
  - key: first_insured_on
    section: work
    position: 40
    type: date
    label: 哪天第一次参加社保的？
    name: 首次参保
    changeable: true
""",
    "river/region.yaml": """\
regions:
  - {code: river, name: 江城}
sources:
  - code: JC1
    title: 江城的办法
    number: 江政发〔2026〕1号
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01}
  - code: JC2
    title: 江城的试行办法
    number: 江政发〔2026〕2号
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01, ends_on: 2027-12-31}
""",
    "river/policies.yaml": """\
policies:
  - code: jc-youth
    name: 青年生活补贴
    summary: 每年发一次，发三年。
    category: life
    citations: [{source: JC1, clause: 一}]
    conditions:
      - {question: born, age_at_most: 35}
      - {question: born, age_at_least: 18, measured_at: job_start_date}
    award: {form: cash, recurring: {amount: 6000, period: year, count: 3}}
  - code: jc-trial
    name: 首次参保补贴
    summary: 试行期内首次参保的。
    category: insurance
    citations: [{source: JC2, clause: 二}]
    conditions:
      - {question: first_insured_on, on_or_after: 2024-01-01}
      - {question: first_insured_on, before: 2027-01-01}
      - {question: first_insured_on, days_since_at_least: 30}
    award: {form: cash, once: {amount: 1000}}
  - code: jc-graduates
    name: 毕业年度就业补贴
    summary: 毕业当年就业的。
    category: employment
    citations: [{source: JC1, clause: 三}]
    conditions:
      - {question: graduation_date, same_year_as: job_start_date}
      - {question: job_start_date, days_since_at_most: 90}
    award: {form: cash, once: {amount: 2000}}
  - code: jc-newcomers
    name: 应届生体检
    summary: 今年毕业的。
    category: health
    citations: [{source: JC1, clause: 四}]
    conditions:
      - {question: graduation_date, same_year_as: today}
    award: {form: service, worth: 300}
  - code: jc-steady
    name: 稳岗补贴
    summary: 入职超过半年、不满两年的。
    category: employment
    citations: [{source: JC1, clause: 五}]
    conditions:
      - {question: job_start_date, months_since_more_than: 6}
      - {question: job_start_date, months_since_less_than: 24}
    tiers:
      - code: older
        name: 超过 40 周岁
        conditions:
          - {question: born, age_more_than: 40}
        award: {form: cash, once: {amount: 900}}
      - code: young
        name: 不满 30 周岁
        conditions:
          - {question: born, age_less_than: 30}
        award: {form: cash, once: {amount: 800}}
""",
    "river/personas.yaml": """\
personas:
  - code: still-35
    name: 今天还是 35 周岁的人
    story: 今天还是 35 周岁的人。
    on: 2026-11-22
    answers: {born: 1990-11-23, job_start_date: 2010-06-01}
    expected:
      - {policy: jc-youth, status: eligible, total: 18000, eligible_until: 2026-11-22}
  - code: turned-36
    name: 今天满 36 周岁的人
    story: 今天满 36 周岁的人。
    on: 2026-11-22
    answers: {born: 1990-11-22, job_start_date: 2010-06-01}
    expected:
      - {policy: jc-youth, status: ineligible}
  - code: some-day-of-november
    name: 只说了月份、生日正在这个月的人
    story: 只说了月份、生日正在这个月的人。
    on: 2026-11-22
    answers: {born: 1990-11, job_start_date: 2010-06-01}
    expected:
      - {policy: jc-youth, status: unknown}
  - code: some-day-of-march
    name: 只说了月份的人
    story: 只说了月份的人。
    on: 2026-11-22
    answers: {born: 1991-03, job_start_date: 2010-06-01}
    expected:
      - {policy: jc-youth, status: eligible, total: 18000, eligible_until: 2027-02-28}
  - code: hired-at-17
    name: 入职第二天才满 18 周岁的人
    story: 入职第二天才满 18 周岁的人。
    on: 2026-11-22
    answers: {born: 2000-06-02, job_start_date: 2018-06-01}
    expected:
      - {policy: jc-youth, status: ineligible}
  - code: before-the-start
    name: 执行前一天来问的青年
    story: 执行前一天来问的青年。
    on: 2025-12-31
    answers: {born: 2000-01-01, job_start_date: 2020-01-01}
    expected:
      - {policy: jc-youth, status: upcoming, total: 18000, eligible_from: 2026-01-01}
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: jc-youth, status: unknown}
      - {policy: jc-trial, status: unknown}
      - {policy: jc-graduates, status: unknown}
      - {policy: jc-newcomers, status: unknown}
      - {policy: jc-steady, status: unknown}
  - code: insured-on-the-first-day
    name: 2024 年第一天参保的人
    story: 2024 年第一天参保的人。
    on: 2026-11-22
    answers: {first_insured_on: 2024-01-01}
    expected:
      - {policy: jc-trial, status: eligible, total: 1000, eligible_until: 2027-12-31}
  - code: insured-a-day-early
    name: 早一天参保的人
    story: 早一天参保的人。
    on: 2026-11-22
    answers: {first_insured_on: 2023-12-31}
    expected:
      - {policy: jc-trial, status: ineligible}
  - code: insured-on-the-last-day
    name: 2026 年最后一天参保的人
    story: 2026 年最后一天参保的人。
    on: 2027-02-15
    answers: {first_insured_on: 2026-12-31}
    expected:
      - {policy: jc-trial, status: eligible, total: 1000, eligible_until: 2027-12-31}
  - code: insured-a-day-late
    name: 晚一天参保的人
    story: 晚一天参保的人。
    on: 2027-02-15
    answers: {first_insured_on: 2027-01-01}
    expected:
      - {policy: jc-trial, status: ineligible}
  - code: insured-for-29-days
    name: 参保 29 天的人
    story: 参保 29 天的人。
    on: 2026-11-22
    answers: {first_insured_on: 2026-10-24}
    expected:
      - {policy: jc-trial, status: upcoming, total: 1000, eligible_from: 2026-11-23, eligible_until: 2027-12-31}
  - code: before-the-trial
    name: 试行前一天来问的人
    story: 试行前一天来问的人。
    on: 2025-12-31
    answers: {first_insured_on: 2024-01-01}
    expected:
      - {policy: jc-trial, status: upcoming, total: 1000, eligible_from: 2026-01-01, eligible_until: 2027-12-31}
  - code: after-the-trial
    name: 试行期满第二天来问的人
    story: 试行期满第二天来问的人。
    on: 2028-01-01
    answers: {first_insured_on: 2024-01-01}
    expected:
      - {policy: jc-trial, status: ineligible}
  - code: graduate-at-work
    name: 毕业当年就业的人
    story: 毕业当年就业的人。
    on: 2026-11-22
    answers: {graduation_date: 2026-06, job_start_date: 2026-09-01}
    expected:
      - {policy: jc-graduates, status: eligible, total: 2000, eligible_until: 2026-11-30}
      - {policy: jc-newcomers, status: eligible, worth: 300, eligible_until: 2026-12-31}
  - code: graduate-for-91-days
    name: 入职 91 天的人
    story: 入职 91 天的人。
    on: 2026-11-22
    answers: {graduation_date: 2026-06-30, job_start_date: 2026-08-23}
    expected:
      - {policy: jc-graduates, status: ineligible}
  - code: graduate-of-last-year
    name: 去年最后一天毕业的人
    story: 去年最后一天毕业的人。
    on: 2026-11-22
    answers: {graduation_date: 2025-12-31, job_start_date: 2026-09-01}
    expected:
      - {policy: jc-graduates, status: ineligible}
      - {policy: jc-newcomers, status: ineligible}
  - code: graduate-before-the-start
    name: 执行前一天来问的毕业生
    story: 执行前一天来问的毕业生。
    on: 2025-12-31
    answers: {graduation_date: 2025-06-30, job_start_date: 2025-10-10}
    expected:
      - {policy: jc-graduates, status: upcoming, total: 2000, eligible_from: 2026-01-01, eligible_until: 2026-01-08}
  - code: graduate-to-be
    name: 明年才毕业的人
    story: 明年才毕业的人。
    on: 2025-12-31
    answers: {graduation_date: 2026-06-30}
    expected:
      - {policy: jc-newcomers, status: upcoming, worth: 300, eligible_from: 2026-01-01, eligible_until: 2026-12-31}
  - code: turned-41
    name: 今天满 41 周岁的人
    story: 今天满 41 周岁的人。
    on: 2026-11-22
    answers: {born: 1985-11-22, job_start_date: 2025-11-22}
    expected:
      - {policy: jc-steady, status: eligible, tier: older, total: 900, eligible_until: 2027-11-21}
  - code: still-40
    name: 明天满 41 周岁的人
    story: 明天满 41 周岁的人。
    on: 2026-11-22
    answers: {born: 1985-11-23, job_start_date: 2025-11-22}
    expected:
      - {policy: jc-steady, status: upcoming, tier: older, total: 900,
         eligible_from: 2026-11-23, eligible_until: 2027-11-21}
  - code: still-29
    name: 今天还是 29 周岁的人
    story: 今天还是 29 周岁的人。
    on: 2026-11-22
    answers: {born: 1996-11-23, job_start_date: 2025-11-22}
    expected:
      - {policy: jc-steady, status: eligible, tier: young, total: 800, eligible_until: 2026-11-22}
  - code: turned-30
    name: 今天满 30 周岁的人
    story: 今天满 30 周岁的人。
    on: 2026-11-22
    answers: {born: 1996-11-22, job_start_date: 2025-11-22}
    expected:
      - {policy: jc-steady, status: ineligible}
  - code: half-a-year-today
    name: 今天入职正好半年的人
    story: 今天入职正好半年的人。
    on: 2026-11-22
    answers: {born: 1980-01-01, job_start_date: 2026-05-22}
    expected:
      - {policy: jc-steady, status: upcoming, tier: older, total: 900,
         eligible_from: 2026-11-23, eligible_until: 2028-05-21}
  - code: two-years-today
    name: 今天入职正好两年的人
    story: 今天入职正好两年的人。
    on: 2026-11-22
    answers: {born: 1980-01-01, job_start_date: 2024-11-22}
    expected:
      - {policy: jc-steady, status: ineligible}
  - code: steady-before-the-start
    name: 执行前一天来问的职工
    story: 执行前一天来问的职工。
    on: 2025-12-31
    answers: {born: 1980-01-01, job_start_date: 2025-01-01}
    expected:
      - {policy: jc-steady, status: upcoming, tier: older, total: 900,
         eligible_from: 2026-01-01, eligible_until: 2026-12-31}
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
