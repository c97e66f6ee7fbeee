"""A pack of one region that says for itself what kinds of policies it has, with the people who show it."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: family, name: 家庭}
""",
    "common/categories.yaml": """\
categories:
  - {code: schooling, name: 教育, icon: book}
  - {code: homes, name: 住有所居, icon: bed, formerly: [housing]}
  - {code: old-age, name: 养老, icon: heart}
""",
    "common/questions.yaml": """\
questions:
  - key: studying
    section: family
    position: 10
    type: bool
    label: 你在上学吗？
    name: 上学
    yes: 在上学
    no: 没有上学
  - key: renting
    section: family
    position: 20
    type: bool
    label: 你在租房吗？
    name: 租房
    yes: 在租房
    no: 没有租房
""",
    "lake/region.yaml": """\
regions:
  - {code: lake, name: 湖城}
sources:
  - code: HC1
    title: 湖城的办法
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01}
""",
    "lake/policies.yaml": """\
policies:
  - code: hc-school
    name: 助学金
    summary: 上学的人发一次。
    category: schooling
    citations: [{source: HC1, clause: 一}]
    conditions:
      - {question: studying, is: true}
    award: {form: cash, once: {amount: 1000}}
  - code: hc-rent
    name: 租房补贴
    summary: 租房的人发一次。
    category: homes
    citations: [{source: HC1, clause: 二}]
    conditions:
      - {question: renting, is: true}
    award: {form: cash, once: {amount: 600}}
  - code: hc-home
    name: 安家补贴
    summary: 租房的人再发一次。
    category: homes
    citations: [{source: HC1, clause: 三}]
    conditions:
      - {question: renting, is: true}
    award: {form: cash, once: {amount: 60}}
""",
    "lake/personas.yaml": """\
personas:
  - code: studies
    name: 上学的人
    story: 上学，没有租房。
    on: 2026-11-22
    answers: {studying: true, renting: false}
    expected:
      - {policy: hc-school, status: eligible, total: 1000, basis: fixed}
      - {policy: hc-rent, status: ineligible}
      - {policy: hc-home, status: ineligible}
    best_total: 1000
    best_low: 1000
  - code: rents
    name: 租房的人
    story: 租房，没有上学。
    on: 2026-11-22
    answers: {studying: false, renting: true}
    expected:
      - {policy: hc-school, status: ineligible}
      - {policy: hc-rent, status: eligible, total: 600, basis: fixed}
      - {policy: hc-home, status: eligible, total: 60, basis: fixed}
    best_total: 660
    best_low: 660
""",
}


def write(directory: Path, *changes: Change) -> Path:
    return written(directory, FILES, changes)
