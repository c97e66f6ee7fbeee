"""A pack of one region whose policies pay as notices say they do, with the people who show it."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

# What a resident gets of each in all.
RESIDENT = {
    "jc-quarterly": 7200,
    "jc-half-yearly": 12500,
    "jc-settle": 100000,
    "jc-thirds": 10600,
    "jc-premium": 7500,
    "jc-youth": 5000,
    "jc-heating": 6000,
    "jc-family": 20004,
    "jc-move": 3100,
}


def _paid(status: str, totals: dict[str, int], days: str) -> str:
    return "\n".join(
        f"      - {{policy: {code}, status: {status}, total: {total}, {days}}}" for code, total in totals.items()
    )


def _stands(status: str) -> str:
    return "\n".join(f"      - {{policy: {code}, status: {status}}}" for code in RESIDENT)


FILES = {
    "common/sections.yaml": """\
sections:
  - {code: family, name: 家庭}
""",
    "common/questions.yaml": """\
questions:
  - key: resident
    section: family
    position: 10
    type: bool
    label: 你的户口在江城吗？
    name: 户口
    "yes": 户口在江城
    "no": 户口不在江城
  - key: moved_in_on
    section: family
    position: 20
    type: date
    label: 哪天迁入的？
    name: 迁入
  - key: premium_paid
    section: family
    position: 30
    type: money
    label: 去年自己交了多少社保？
    name: 去年自己交的社保
    unit: 元
  - key: had_so_far
    section: family
    position: 40
    type: money
    label: 到现在一共领了多少青年补贴？
    name: 已经领的青年补贴
    unit: 元
  - key: children
    section: family
    position: 50
    type: int
    label: 有几个孩子？
    name: 孩子
    unit: 个
""",
    "river/region.yaml": """\
regions:
  - {code: river, name: 江城}
sources:
  - code: JC1
    title: 江城的办法
    number: 江政发〔2026〕1号
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01, ends_on: 2028-06-30}
""",
    "river/policies.yaml": """\
policies:
  - code: jc-quarterly
    name: 季度生活补贴
    summary: 按季发，最多八次。
    category: life
    citations: [{source: JC1, clause: 一}]
    conditions:
      - {question: resident, is: true}
    award: {form: cash, recurring: {amount: 900, period: quarter, count: 8}}
  - code: jc-half-yearly
    name: 半年租房补贴
    summary: 半年一发。
    category: housing
    citations: [{source: JC1, clause: 二}]
    conditions:
      - {question: resident, is: true}
    award: {form: cash, recurring: {amount: 2500, period: half_year, count: 5}, counted_from: moved_in_on}
  - code: jc-settle
    name: 安家补贴
    summary: 十万元分三年发。
    category: housing
    citations: [{source: JC1, clause: 三}]
    conditions:
      - {question: resident, is: true}
    award: {form: cash, once: {amount: 100000, instalments: {shares: [40%, 30%, 30%]}}}
  - code: jc-thirds
    name: 迁入奖励
    summary: 一万元分三次发，半年一次。
    category: life
    citations: [{source: JC1, clause: 四}]
    conditions:
      - {question: resident, is: true}
    award:
      form: cash
      once: {amount: 10000, instalments: {shares: [1/3, 1/3, 1/3], period: half_year}}
      recurring: {amount: 100, period: month, count: 6}
  - code: jc-premium
    name: 社保补贴
    summary: 按自己交的一半补。
    category: insurance
    citations: [{source: JC1, clause: 五}]
    conditions:
      - {question: resident, is: true}
    award:
      form: reimbursement
      recurring:
        formula: {coefficient: 0.5, factors: [{question: premium_paid}]}
        most: 3000
        period: year
        count: 3
  - code: jc-youth
    name: 青年补贴
    summary: 每年发，累计有封顶。
    category: life
    citations: [{source: JC1, clause: 六}]
    conditions:
      - {question: resident, is: true}
    award:
      form: cash
      recurring: {amount: 6000, period: year, count: 3}
      cap: {amount: 30000, already: had_so_far}
  - code: jc-heating
    name: 取暖补贴
    summary: 二〇二七年全年按月发。
    category: life
    citations: [{source: JC1, clause: 七}]
    conditions:
      - {question: resident, is: true}
    award:
      form: cash
      recurring: {amount: 500, period: month}
      first_on: 2027-01-01
      last_on: 2027-12-31
  - code: jc-family
    name: 家庭补贴
    summary: 每年发，孩子多的多发。
    category: family
    citations: [{source: JC1, clause: 八}]
    conditions:
      - {question: resident, is: true}
    award:
      form: cash
      recurring: {amount: 5001, period: year, count: 3}
      uplifts:
        - {when: {question: children, at_least: 3}, share: 50%}
        - {when: {question: children, at_least: 2}, share: 1/3}
  - code: jc-move
    name: 搬家补贴
    summary: 迁入满一年的，一次性部分多五百元。
    category: housing
    citations: [{source: JC1, clause: 九}]
    conditions:
      - {question: resident, is: true}
    award:
      form: cash
      once: {amount: 2000}
      recurring: {formula: {coefficient: 0.1, factors: [{question: premium_paid}]}, period: year, count: 2}
      uplifts:
        - {when: {question: moved_in_on, months_since_at_least: 12}, amount: 500, part: once}
        - {when: {question: children, at_least: 1}, share: 10%, part: recurring}
""",
    "river/personas.yaml": f"""\
personas:
  - code: resident
    name: 户口在江城的人
    story: 户口在江城的人。
    on: 2026-11-22
    answers: {{resident: true, moved_in_on: 2026-09-01, premium_paid: 5000.50, had_so_far: 25000, children: 2}}
    expected:
{_paid("eligible", RESIDENT, "eligible_until: 2028-06-30")}
  - code: rich
    name: 社保交得多、补贴快领满的人
    story: 社保交得多、补贴快领满的人。
    on: 2027-10-15
    answers: {{resident: true, moved_in_on: 2026-09-01, premium_paid: 20000, had_so_far: 29999.50, children: 3}}
    expected:
      - {{policy: jc-premium, status: eligible, total: 9000}}
      - {{policy: jc-youth, status: eligible, total: 0}}
      - {{policy: jc-heating, status: eligible, total: 1500}}
      - {{policy: jc-family, status: eligible, total: 22503}}
      - {{policy: jc-move, status: eligible, total: 6500}}
  - code: stranger
    name: 户口不在江城的人
    story: 户口不在江城的人。
    on: 2026-11-22
    answers: {{resident: false}}
    expected:
{_stands("ineligible")}
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {{}}
    expected:
{_stands("unknown")}
  - code: before-the-start
    name: 执行前一天来问的人
    story: 执行前一天来问的人。
    on: 2025-12-31
    answers: {{resident: true, moved_in_on: 2025-06-01, premium_paid: 5000.50, had_so_far: 25000, children: 2}}
    expected:
{_paid("upcoming", RESIDENT, "eligible_from: 2026-01-01, eligible_until: 2028-06-30")}
  - code: after-the-end
    name: 到期第二天来问的人
    story: 到期第二天来问的人。
    on: 2028-07-01
    answers: {{resident: true, moved_in_on: 2026-09-01}}
    expected:
{_stands("ineligible")}
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
