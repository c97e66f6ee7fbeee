"""A pack of one region whose policies compare numbers as notices do, with people on either side."""

from pathlib import Path

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
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: hc-rent, status: unknown}
      - {policy: hc-deposit, status: unknown}
""",
}


def write(directory: Path, *changes: tuple[str, str, str]) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    files = dict(FILES)
    for name, old, new in changes:
        assert files[name].count(old) >= 1, f"{old!r} is not in {name}"
        files[name] = files[name].replace(old, new, 1)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory
