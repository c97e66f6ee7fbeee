"""A pack of one region whose policies pay as notices say they do, with the people who show it."""

from pathlib import Path

from tests.catalogue import dates_pack

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
""",
    "river/personas.yaml": """\
personas:
  - code: resident
    name: 户口在江城的人
    story: 户口在江城的人。
    on: 2026-11-22
    answers: {resident: true, moved_in_on: 2026-09-01}
    expected:
      - {policy: jc-quarterly, status: eligible, total: 7200, eligible_until: 2028-06-30}
      - {policy: jc-half-yearly, status: eligible, total: 12500, eligible_until: 2028-06-30}
  - code: stranger
    name: 户口不在江城的人
    story: 户口不在江城的人。
    on: 2026-11-22
    answers: {resident: false}
    expected:
      - {policy: jc-quarterly, status: ineligible}
      - {policy: jc-half-yearly, status: ineligible}
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: jc-quarterly, status: unknown}
      - {policy: jc-half-yearly, status: unknown}
  - code: before-the-start
    name: 执行前一天来问的人
    story: 执行前一天来问的人。
    on: 2025-12-31
    answers: {resident: true, moved_in_on: 2025-06-01}
    expected:
      - {policy: jc-quarterly, status: upcoming, total: 7200, eligible_from: 2026-01-01, eligible_until: 2028-06-30}
      - {policy: jc-half-yearly, status: upcoming, total: 12500, eligible_from: 2026-01-01, eligible_until: 2028-06-30}
  - code: after-the-end
    name: 到期第二天来问的人
    story: 到期第二天来问的人。
    on: 2028-07-01
    answers: {resident: true, moved_in_on: 2026-09-01}
    expected:
      - {policy: jc-quarterly, status: ineligible}
      - {policy: jc-half-yearly, status: ineligible}
""",
}


def write(directory: Path, *changes: tuple[str, str, str]) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return dates_pack.write(directory, *changes, files=FILES)
