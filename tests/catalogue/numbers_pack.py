"""A pack of one region whose policies compare numbers as notices do, with people on either side."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: home, name: 家庭}
""",
    "common/questions.yaml": """\
questions:
  - key: housing
    section: home
    position: 10
    type: choice
    label: 你现在住在哪里？
    name: 住房
    choices:
      - {value: owned, label: 自己的房子}
      - {value: public, label: 公租房}
      - {value: rented, label: 租的房子}
  - key: fund
    section: home
    position: 20
    type: money
    unit: 元/月
    label: 单位每月给你缴多少公积金？
    name: 单位缴存
    changeable: true
  - key: rooms
    section: home
    position: 30
    type: int
    unit: 间
    label: 有几间房？
    name: 房间
  - key: people
    section: home
    position: 40
    type: int
    unit: 人
    label: 家里几口人？
    name: 家庭人口
  - key: income
    section: home
    position: 50
    type: money
    unit: 元/月
    label: 全家人均每月收入多少？
    name: 人均月收入
    changeable: true
  - key: household_income
    section: home
    position: 60
    type: money
    unit: 元/月
    label: 全家每月收入多少？
    name: 家庭月收入
""",
    "lake/questions.yaml": """\
questions:
  - key: illness
    section: home
    position: 70
    type: bool
    label: 去年看大病自己花的钱多吗？
    name: 看大病
    yes: 看大病花得多
    no: 看大病花得不多
    asked_if:
      - {question: income, at_most: {coefficient: 1.5, factors: [{parameter: low_income_line}]}}
    implied: false
  - key: shared_rooms
    section: home
    position: 80
    type: int
    unit: 间
    label: 有几间房是几个人合住的？
    name: 合住的房间
    asked_if:
      - {question: rooms, less_than: {factors: [{question: people}]}}
    implied: 0
  - key: paid_in
    section: home
    position: 90
    type: months
    label: 按标准缴了几个月？
    name: 足额缴存
    grows_if:
      - {question: fund, at_least: {coefficient: 0.2, factors: [{parameter: low_income_line}]}}
""",
    "lake/region.yaml": """\
regions:
  - {code: lake, name: 湖城}
sources:
  - code: HC1
    title: 湖城的办法
    number: 湖政发〔2026〕1号
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01}
parameters:
  - key: low_income_line
    name: 低保标准
    unit: 元/月
    values:
      - {starts_on: 2025-07-01, value: "1000"}
      - {starts_on: 2026-07-01, value: "1100", note: 湖民发〔2026〕3号。}
      - {starts_on: 2027-07-01, value: "1200"}
  - key: area_line
    name: 住房困难标准
    unit: 间
    values:
      - {starts_on: 2028-01-01, value: "1"}
""",
    "lake/policies.yaml": """\
policies:
  - code: hc-rent
    name: 无房职工租房补贴
    summary: 没有自己的房子、也不住公租房的。
    category: housing
    citations: [{source: HC1, clause: 一}]
    conditions:
      - {question: housing, not_in: [owned, public]}
      - {question: fund, more_than: 200}
      - {question: rooms, not_in: [0, 9]}
    award: {form: cash, once: {amount: 1000}}
  - code: hc-deposit
    name: 公积金配缴
    summary: 按单位缴存的三分之二补。
    category: housing
    citations: [{source: HC1, clause: 二}]
    conditions:
      - {question: housing, is: owned}
    award:
      form: cash
      recurring:
        formula: {coefficient: 2/3, factors: [{question: fund}]}
        period: month
        count: 12
  - code: hc-relief
    name: 困难家庭救助
    summary: 人均收入不超过低保标准一倍半的。
    category: life
    citations: [{source: HC1, clause: 三}]
    conditions:
      - {question: income, at_most: {coefficient: 1.5, factors: [{parameter: low_income_line}]}}
    award:
      form: cash
      once: {amount: 3000}
      uplifts:
        - {when: {question: income, at_most: {factors: [{parameter: low_income_line}]}}, share: 20%}
  - code: hc-household
    name: 多口之家补贴
    summary: 按全家收入看的。
    category: family
    citations: [{source: HC1, clause: 四}]
    conditions:
      - question: household_income
        between:
          from: {coefficient: 2/3, factors: [{parameter: low_income_line}]}
          to: {coefficient: 2, factors: [{parameter: low_income_line}, {question: people}]}
      - {question: rooms, less_than: {coefficient: 0.5, factors: [{question: people}]}}
    award: {form: cash, once: {amount: 500}}
  - code: hc-rooms
    name: 住房困难补贴
    summary: 标准还没有公布的。
    category: housing
    citations: [{source: HC1, clause: 五}]
    conditions:
      - {question: rooms, at_most: {factors: [{parameter: area_line}]}}
    award: {form: cash, once: {amount: 700}}
  - code: hc-illness
    name: 大病补贴
    summary: 看大病花得多的困难家庭。
    category: life
    citations: [{source: HC1, clause: 六}]
    conditions:
      - {question: illness, is: true}
    award: {form: cash, once: {amount: 800}}
  - code: hc-shared
    name: 合住补贴
    summary: 几个人合住一间房的。
    category: housing
    citations: [{source: HC1, clause: 七}]
    conditions:
      - {question: shared_rooms, at_least: 1}
    award: {form: cash, once: {amount: 400}}
  - code: hc-paid-in
    name: 缴存奖励
    summary: 按标准缴满三个月的。
    category: life
    citations: [{source: HC1, clause: 八}]
    conditions:
      - {question: paid_in, at_least: 3}
    award: {form: cash, once: {amount: 600}}
""",
    "lake/personas.yaml": """\
personas:
  - code: a-cent-more
    name: 单位缴存 200.01 元的租房人
    story: 单位缴存 200.01 元的租房人。
    on: 2026-11-22
    answers: {housing: rented, fund: 200.01, rooms: 1}
    expected:
      - {policy: hc-rent, status: eligible, total: 1000}
  - code: exactly-200
    name: 单位缴存正好 200 元的租房人
    story: 单位缴存正好 200 元的租房人。
    on: 2026-11-22
    answers: {housing: rented, fund: 200, rooms: 1}
    expected:
      - {policy: hc-rent, status: ineligible}
  - code: owner
    name: 有房的人
    story: 有房的人。
    on: 2026-11-22
    answers: {housing: owned, fund: 300, rooms: 1}
    expected:
      - {policy: hc-rent, status: ineligible}
      - {policy: hc-deposit, status: eligible, total: 2400}
  - code: in-public-housing
    name: 住公租房的人
    story: 住公租房的人。
    on: 2026-11-22
    answers: {housing: public, fund: 201, rooms: 1}
    expected:
      - {policy: hc-rent, status: ineligible}
      - {policy: hc-deposit, status: ineligible}
  - code: no-room
    name: 一间房也没有的人
    story: 一间房也没有的人。
    on: 2026-11-22
    answers: {housing: rented, fund: 201, rooms: 0}
    expected:
      - {policy: hc-rent, status: ineligible}
  - code: nine-rooms
    name: 写了 9 间房的人
    story: 写了 9 间房的人。
    on: 2026-11-22
    answers: {housing: rented, fund: 201, rooms: 9}
    expected:
      - {policy: hc-rent, status: ineligible}
  - code: before-the-start
    name: 执行前一天来问的人
    story: 执行前一天来问的人。
    on: 2025-12-31
    answers: {housing: rented, fund: 201, rooms: 1}
    expected:
      - {policy: hc-rent, status: upcoming, total: 1000, eligible_from: 2026-01-01}
  - code: owner-before-the-start
    name: 执行前一天来问的有房的人
    story: 执行前一天来问的有房的人。
    on: 2025-12-31
    answers: {housing: owned, fund: 300}
    expected:
      - {policy: hc-deposit, status: upcoming, total: 2400, eligible_from: 2026-01-01}
  - code: on-the-line
    name: 人均收入正好 1650 元的人
    story: 人均收入正好 1650 元的人。
    on: 2026-11-22
    answers: {income: 1650, rooms: 0, people: 0, illness: true, shared_rooms: 1}
    expected:
      - {policy: hc-relief, status: eligible, total: 3000}
      - {policy: hc-illness, status: eligible, total: 800}
      - {policy: hc-shared, status: ineligible}
      - {policy: hc-rooms, status: unknown}
  - code: a-cent-above-the-line
    name: 人均收入 1650.01 元、等标准提高的人
    story: 人均收入 1650.01 元、等标准提高的人。
    on: 2026-11-22
    answers: {income: 1650.01}
    expected:
      - {policy: hc-relief, status: upcoming, total: 3000, eligible_from: 2027-07-01}
  - code: when-it-is-published
    name: 标准公布以后来问的人
    story: 标准公布以后来问的人。
    on: 2028-01-01
    answers: {rooms: 1}
    expected:
      - {policy: hc-rooms, status: eligible, total: 700}
  - code: a-room-too-many
    name: 标准公布以后来问、多一间房的人
    story: 标准公布以后来问、多一间房的人。
    on: 2028-01-01
    answers: {rooms: 2}
    expected:
      - {policy: hc-rooms, status: ineligible}
  - code: the-day-before-it-is-published
    name: 标准公布前一天来问的人
    story: 标准公布前一天来问的人。
    on: 2027-12-31
    answers: {rooms: 9}
    expected:
      - {policy: hc-rooms, status: unknown}
  - code: above-the-line-to-come
    name: 人均收入比明年标准还多一分的人
    story: 人均收入比明年标准还多一分的人。
    on: 2026-11-22
    answers: {income: 1800.01, illness: true}
    expected:
      - {policy: hc-relief, status: ineligible}
      - {policy: hc-illness, status: ineligible}
  - code: relief-before-the-start
    name: 执行前一天来问的低收入的人
    story: 执行前一天来问的低收入的人。
    on: 2025-12-31
    answers: {income: 1500, household_income: 4000, people: 3, rooms: 1, illness: true, shared_rooms: 1, paid_in: 5}
    expected:
      - {policy: hc-relief, status: upcoming, total: 3000, eligible_from: 2026-01-01}
      - {policy: hc-household, status: upcoming, total: 500, eligible_from: 2026-01-01}
      - {policy: hc-illness, status: upcoming, total: 800, eligible_from: 2026-01-01}
      - {policy: hc-shared, status: upcoming, total: 400, eligible_from: 2026-01-01}
      - {policy: hc-paid-in, status: upcoming, total: 600, eligible_from: 2026-01-01}
  - code: on-the-line-itself
    name: 人均收入正好是低保标准的人
    story: 人均收入正好是低保标准，救助上浮两成。
    on: 2026-11-22
    answers: {income: 1100, illness: false}
    expected:
      - {policy: hc-relief, status: eligible, total: 3600}
      - {policy: hc-illness, status: ineligible}
  - code: a-cent-above-the-line-itself
    name: 人均收入比低保标准多一分的人
    story: 人均收入比低保标准多一分，不上浮；看没看大病没有说。
    on: 2026-11-22
    answers: {income: 1100.01}
    expected:
      - {policy: hc-relief, status: eligible, total: 3000}
      - {policy: hc-illness, status: unknown}
  - code: asked-because-of-next-year
    name: 明年标准提高以后才算困难、看大病花得多的人
    story: 明年 7 月标准提高以后才会问到大病，现在就问。
    on: 2026-11-22
    answers: {income: 1800, illness: true}
    expected:
      - {policy: hc-relief, status: upcoming, total: 3000, eligible_from: 2027-07-01}
      - {policy: hc-illness, status: eligible, total: 800}
  - code: fewer-rooms-than-people
    name: 房间比人少一间
    story: 三口人两间房，一间合住。
    on: 2026-11-22
    answers: {people: 3, rooms: 2, shared_rooms: 1}
    expected:
      - {policy: hc-shared, status: eligible, total: 400}
  - code: nobody-shares
    name: 房间比人少，但没有人合住
    story: 三口人两间房，有人住在外面。
    on: 2026-11-22
    answers: {people: 3, rooms: 2, shared_rooms: 0}
    expected:
      - {policy: hc-shared, status: ineligible}
  - code: as-many-rooms-as-people
    name: 房间和人一样多
    story: 三口人三间房，不问合住。
    on: 2026-11-22
    answers: {people: 3, rooms: 3, shared_rooms: 1}
    expected:
      - {policy: hc-shared, status: ineligible}
  - code: always-pays-enough
    name: 单位缴存够得上明年标准的人
    story: 单位缴存正好是明年标准的两成，月数一直增加。
    on: 2026-11-22
    answers: {fund: 240, paid_in: 2}
    expected:
      - {policy: hc-paid-in, status: upcoming, total: 600, eligible_from: 2026-12-22}
  - code: never-pays-enough
    name: 单位缴存够不上标准的人
    story: 单位缴存比今年标准的两成少一分。
    on: 2026-11-22
    answers: {fund: 219.99, paid_in: 2}
    expected:
      - {policy: hc-paid-in, status: ineligible}
  - code: paid-in-for-three-months
    name: 足额缴存正好 3 个月的人
    story: 足额缴存正好 3 个月，现在缴得少了。
    on: 2026-11-22
    answers: {fund: 100, paid_in: 3}
    expected:
      - {policy: hc-paid-in, status: eligible, total: 600}
  - code: pays-enough-this-year
    name: 单位缴存够得上今年、够不上明年标准的人
    story: 今年够标准，明年 7 月起不够，月数哪天停止增加说不准。
    on: 2026-11-22
    answers: {fund: 239.99, paid_in: 2}
    expected:
      - {policy: hc-paid-in, status: unknown}
  - code: three-at-home
    name: 三口之家，收入正好是上限
    story: 三口之家，收入正好是上限。
    on: 2026-11-22
    answers: {household_income: 6600, people: 3, rooms: 1}
    expected:
      - {policy: hc-household, status: eligible, total: 500}
  - code: three-at-home-and-a-cent
    name: 三口之家，收入比上限多一分
    story: 三口之家，收入比上限多一分。
    on: 2026-11-22
    answers: {household_income: 6600.01, people: 3, rooms: 1}
    expected:
      - {policy: hc-household, status: upcoming, total: 500, eligible_from: 2027-07-01}
  - code: just-two-thirds
    name: 收入刚到三分之二的人
    story: 收入刚到三分之二的人。
    on: 2026-11-22
    answers: {household_income: 733.34, people: 3, rooms: 1}
    expected:
      - {policy: hc-household, status: eligible, total: 500, eligible_until: 2027-06-30}
  - code: not-two-thirds
    name: 收入差一分到三分之二的人
    story: 收入差一分到三分之二的人。
    on: 2026-11-22
    answers: {household_income: 733.33, people: 3, rooms: 1}
    expected:
      - {policy: hc-household, status: ineligible}
  - code: half-a-room-each
    name: 四口之家有两间房
    story: 四口之家有两间房。
    on: 2026-11-22
    answers: {household_income: 4000, people: 4, rooms: 2}
    expected:
      - {policy: hc-household, status: ineligible}
  - code: nobody-counted
    name: 没说几口人
    story: 没说几口人。
    on: 2026-11-22
    answers: {household_income: 4000, rooms: 1}
    expected:
      - {policy: hc-household, status: unknown}
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: hc-rent, status: unknown}
      - {policy: hc-deposit, status: unknown}
      - {policy: hc-relief, status: unknown}
      - {policy: hc-household, status: unknown}
      - {policy: hc-illness, status: unknown}
      - {policy: hc-shared, status: unknown}
      - {policy: hc-paid-in, status: unknown}
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
