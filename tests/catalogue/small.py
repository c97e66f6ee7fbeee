"""A pack of two regions that uses every part of the document at least once."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: study, name: 学历}
  - {code: work, name: 工作, help: 在哪里工作}
""",
    "common/questions.yaml": """\
questions:
  - key: education
    section: study
    position: 10
    type: choice
    ordered: true
    label: 你的学历是什么？
    name: 学历
    choices:
      - {value: none, label: 没有}
      - {value: bachelor, label: 本科}
      - {value: doctor, label: 博士, help: 不是博士后, begins_on: graduation_date}
  - key: graduation_date
    section: study
    position: 30
    type: date
    label: 哪天毕业的？
    name: 毕业
    asked_if:
      - {question: education, at_least: bachelor}
    implied: none
  - key: employed
    section: work
    position: 40
    type: bool
    label: 你在上班吗？
    name: 上班
    yes: 在上班
    no: 没有上班
    changeable: true
  - key: insured_months
    section: work
    position: 50
    type: months
    unit: 个月
    label: 交了几个月社保？
    name: 累计社保
    asked_if:
      - {question: employed, is: true}
      - any_of: [{question: education, not_in: [none]},
          {question: education, is_not: none},
          {question: education, in: [none]}]
    implied: 0
    grows_if:
      - {question: employed, is: true}
  - key: area
    section: work
    position: 60
    type: int
    unit: 平方米
    label: 房子多大？
    name: 面积
  - key: price
    section: work
    position: 70
    type: money
    unit: 元
    label: 房子单价多少？
    name: 单价
    find_out: 合同上写的单价是多少？
    whom: office
""",
    "city/region.yaml": """\
regions:
  - {code: city, name: 某市}
sources:
  - code: CITY
    title: 某市的办法
    issued_on: 2023-05-04
    window:
      starts_on: 2023-01-01
      ends_on: 2025-12-31
      doubtful_until: no_limit
    caveat: 区县参照执行。
groups:
  - {code: rent, name: 租房, note: 只享受一项。, source: CITY, clause: 三, inferred: true}
parameters:
  - key: wage
    name: 最低月工资
    unit: 元/月
    values:
      - {starts_on: 2021-08-01, value: "1840", basis: at_least, inferred: true}
      - {starts_on: 2024-01-01, value: "2010.5"}
""",
    "city/questions.yaml": """\
also_asked_if:
  - question: graduation_date
    any_of:
      - {question: trade_school, is: true}
      - all_of:
          - {question: trade_school, is: false}
          - {question: education, is: none}
questions:
  - key: trade_school
    section: study
    position: 20
    type: bool
    label: 你读的是技校吗？
    name: 技校
    yes: 技校毕业
    no: 不是技校毕业
    negative: false
""",
    "city/life_events.yaml": """\
life_events:
  - {code: moving-in, name: 我刚搬来, summary: 刚搬来能领的先看。, icon: home, asks: [employed, trade_school]}
""",
    "city/policies.yaml": """\
policies:
  - code: city-rent
    name: 人才租房补助
    summary: 按最低工资算的租房补助。
    category: housing
    citations:
      - {source: CITY, clause: 二}
    group: rent
    group_inferred: true
    conditions:
      - any_of:
          - {question: trade_school, is: true}
          - all_of:
              - {question: education, at_least: bachelor}
              - {question: graduation_date, months_since_at_most: 24, inferred: true, note: 应届}
      - {question: employed, is: true}
      - any_of:
          - {question: area, less_than: 60}
          - {question: area, between: {from: 200, to: 400}, inferred: true, widens: true, source: CITY, clause: 四}
    award:
      form: cash
      recurring:
        formula:
          coefficient: "7.2"
          factors:
            - {parameter: wage, at: graduation_date}
        period: year
        count: 3
      counted_from: graduation_date
  - code: city-fair
    name: 招聘会
    summary: 给单位的摊位。
    audience: organisation
    category: employment
    state: draft
    citations:
      - {source: CITY, clause: 五}
    award: {form: service, worth: 500}
    application_windows:
      - {opens: 12-01, closes: 01-31, source: CITY, clause: 五, note: 以当年通知为准}
      - {measured_at: graduation_date, from_months: 6, to_months: 24}
      - {measured_at: graduation_date, every: half_year, open_days: 30}
      - {starts_on: 2026-11-01, ends_on: 2026-12-15, note: 只有这一次}
    internal_note: 还没核对
""",
    "town/region.yaml": """\
regions:
  - {code: town, name: 某区, parent: city}
sources:
  - code: TOWN
    title: 某区的办法
    number: 某政发〔2023〕1号
    issued_on: 2023-11-30
    issued_inferred: true
    window: {starts_on: 2023-11-30, inferred: true, note: 年份是推断的}
""",
    "town/policies.yaml": """\
policies:
  - code: town-rent
    name: 青年租房补助
    summary: 每年 6000 元。
    category: housing
    office: 区人才办
    citations:
      - {source: TOWN, clause: 一}
      - {source: CITY, clause: 三}
    group: rent
    window: {starts_on: 2024-01-01, ends_on: 2026-12-31, doubtful_until: 2027-06-30, measured_at: graduation_date}
    unstated_conditions: true
    caveats: [没有公布年龄。, 按户算。]
    conditions:
      - {question: graduation_date, months_since_at_least: 12, measured_at: graduation_date}
    award:
      form: cash
      per: household
      once: {basis: unspecified}
      recurring: {amount: 6000, period: year, count: 3}
    steps:
      - {text: 准备材料。, basis: general, materials: [身份证, 合同], place: 窗口}
      - {text: 提交。, basis: sourced}
    checked_on: 2026-11-22
  - code: town-home
    name: 购房补助
    summary: 分档的补助。
    category: housing
    state: budget_spent
    budget_spent_on: 2026-10-01
    citations:
      - {source: TOWN, clause: 二}
    limited: 每年 100 户
    one_of_couple: 夫妻由一方申领。
    couple_question: employed
    relations:
      - {excludes: city-rent, note: 买了房就不再发房租。, inferred: true}
    conditions:
      - {question: employed, is: true}
    tiers:
      - code: doctor
        name: 博士
        conditions:
          - {question: education, is: doctor}
        award:
          form: discount
          once:
            formula:
              coefficient: "0.3"
              factors:
                - {question: price}
                - {question: area, limit: 90}
            basis: up_to
          cap:
            formula: {coefficient: "1", factors: [{question: price}, {question: area}]}
      - code: bachelor
        name: 本科
        conditions:
          - {question: education, at_least: bachelor}
          - {question: insured_months, at_least: 12}
        award:
          form: reimbursement
          payee: firm
          once: {amount: 200, basis: up_to}
          times: area
          cap: {amount: 10000}
          note: 每人一次。
""",
    "common/schools.yaml": """\
schools:
  - {name: 某大学, answers: {education: bachelor}}
""",
    "common/synonyms.yaml": """\
synonyms:
  - {name: 补助, words: [补贴, 津贴]}
  - {name: 博士, words: [研究生]}
""",
    "city/schools.yaml": """\
schools:
  - {name: 某市技校, answers: {trade_school: true, education: none}}
""",
    "town/measures.yaml": """\
measures:
  - {number: 1, source: TOWN, part: 安居, action: 租房行动, name: 发放租房补助, policies: [town-rent, city-rent]}
  - {number: 2, source: TOWN, part: 安居, name: 建青年公寓}
""",
    "town/personas.yaml": """\
personas:
  - code: town-doctor
    name: 要买房的博士
    story: 博士毕业，在上班，看中一套 100 平方米的房子。
    on: 2026-11-22
    as_of: 2026-10-01
    answers:
      education: doctor
      graduation_date: 2025-06-30
      employed: true
      area: 100
      price: 10000
    received: [city-rent]
    expected:
      - {policy: town-home, status: eligible, tier: doctor, total: 270000, basis: up_to}
      - {policy: town-rent, status: ineligible}
    best_total: 0
    best_low: 0
""",
    "city/personas-more.yaml": """\
personas:
  - code: city-nobody
    name: 什么都没有答的人
    story: 打开了网页，还没有回答。
    on: 2023-06-01
    answers: {}
    expected:
      - {policy: city-rent, status: unknown}
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
