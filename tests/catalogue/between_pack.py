"""A pack of one region whose policies have to do with one another, with the people who show it."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: work, name: 工作}
""",
    "common/questions.yaml": """\
questions:
  - key: employed
    section: work
    position: 10
    type: bool
    label: 你在上班吗？
    name: 上班
    yes: 在上班
    no: 没有上班
    changeable: true
  - key: renting
    section: work
    position: 20
    type: bool
    label: 你在租房吗？
    name: 租房
    yes: 在租房
    no: 没有租房
    changeable: true
  - key: married
    section: work
    position: 30
    type: bool
    label: 你结婚了吗？
    name: 结婚
    yes: 结婚了
    no: 没有结婚
  - key: claims
    section: work
    position: 40
    type: bool
    label: 你们俩由你来领吗？
    name: 由你来领
    yes: 由我领
    no: 由爱人领
    asked_if:
      - {question: married, is: true}
    implied: false
""",
    "hill/region.yaml": """\
regions:
  - {code: hill, name: 山城}
sources:
  - code: SC1
    title: 山城的办法
    number: 山政发〔2026〕1号
    issued_on: 2026-01-01
    window: {starts_on: 2026-01-01}
groups:
  - {code: housing, name: 住房, note: 住房的补贴只领一项。}
  - {code: talent, name: 人才, note: 人才的补贴只领一项。, inferred: true}
""",
    "hill/policies.yaml": """\
policies:
  - code: sc-rent
    name: 租房补贴
    summary: 租房的人发一次。
    category: housing
    citations: [{source: SC1, clause: 一}]
    group: housing
    conditions:
      - {question: renting, is: true}
    award: {form: cash, once: {amount: 3000}}
  - code: sc-talent
    name: 人才生活补贴
    summary: 上班的人发一次。
    category: talent
    citations: [{source: SC1, clause: 二}]
    group: talent
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 2500}}
  - code: sc-package
    name: 人才安居补贴
    summary: 又是住房的，又是人才的。
    category: talent
    citations: [{source: SC1, clause: 三}]
    group: housing
    relations:
      - {group: talent}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 5000}}
  - code: sc-travel
    name: 交通补贴
    summary: 上班的人发一次。
    category: life
    citations: [{source: SC1, clause: 四}]
    conditions:
      - {question: employed, is: true}
    relations:
      - {excludes: sc-rent, source: SC1, clause: 五, note: 领了租房补贴的不再发交通补贴。}
    award: {form: cash, once: {amount: 600}}
  - code: sc-skill
    name: 技能补贴
    summary: 领人才生活补贴又租房的，加发一次。
    category: talent
    citations: [{source: SC1, clause: 六}]
    conditions:
      - {question: renting, is: true}
    relations:
      - {requires: sc-talent, note: 和人才生活补贴一起申请。}
    award: {form: cash, once: {amount: 50}}
  - code: sc-wedding
    name: 新婚补贴
    summary: 结了婚的发一次，一家一份。
    category: family
    citations: [{source: SC1, clause: 七}]
    one_of_couple: 夫妻双方都符合的，由一方申领。
    conditions:
      - {question: married, is: true}
    award: {form: cash, once: {amount: 700}}
  - code: sc-family
    name: 家庭补贴
    summary: 结了婚的发一次，问清由谁领。
    category: family
    citations: [{source: SC1, clause: 八}]
    one_of_couple: 夫妻双方都符合的，由一方申领
    couple_question: claims
    conditions:
      - {question: claims, is: true}
    award: {form: cash, once: {amount: 200}}
  - code: sc-party
    name: 集体婚礼补贴
    summary: 结了婚的发一次，先到先得。
    category: family
    citations: [{source: SC1, clause: 九}]
    limited: 每年 50 对，按报名先后
    conditions:
      - {question: married, is: true}
    award: {form: cash, once: {amount: 300}}
  - code: sc-county
    name: 县里的生育补贴
    summary: 结了婚的发一次。
    category: family
    citations: [{source: SC1, clause: 十}]
    conditions:
      - {question: married, is: true}
    award: {form: cash, once: {amount: 2000}}
  - code: sc-city
    name: 市里的生育补贴
    summary: 结了婚的发一次，县里发过的补差额。
    category: family
    citations: [{source: SC1, clause: 十一}]
    conditions:
      - {question: married, is: true}
    relations:
      - {tops_up: sc-county, note: 已享受县里补贴的，按差额补足。}
    award: {form: cash, once: {amount: 3000}}
""",
    "hill/personas.yaml": """\
personas:
  - code: rents-and-works
    name: 租房又上班的人
    story: 租房补贴、人才生活补贴和技能补贴，比人才安居补贴加交通补贴少 50 元。
    on: 2026-11-22
    answers: {employed: true, renting: true, married: false}
    expected:
      - {policy: sc-rent, status: eligible, total: 3000, basis: fixed}
      - {policy: sc-talent, status: eligible, total: 2500, basis: fixed}
      - {policy: sc-package, status: eligible, total: 5000, basis: fixed}
      - {policy: sc-travel, status: eligible, total: 600, basis: fixed}
      - {policy: sc-skill, status: eligible, total: 50, basis: fixed}
      - {policy: sc-wedding, status: ineligible}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: ineligible}
      - {policy: sc-county, status: ineligible}
      - {policy: sc-city, status: ineligible}
    best_total: 5600
    best_low: 5600
  - code: only-works
    name: 只上班的人
    story: 没有租房，人才安居补贴比人才生活补贴多，再加交通补贴。
    on: 2026-11-22
    answers: {employed: true, renting: false, married: false}
    expected:
      - {policy: sc-rent, status: ineligible}
      - {policy: sc-talent, status: eligible, total: 2500, basis: fixed}
      - {policy: sc-package, status: eligible, total: 5000, basis: fixed}
      - {policy: sc-travel, status: eligible, total: 600, basis: fixed}
      - {policy: sc-skill, status: ineligible}
      - {policy: sc-wedding, status: ineligible}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: ineligible}
      - {policy: sc-county, status: ineligible}
      - {policy: sc-city, status: ineligible}
    best_total: 5600
    best_low: 5600
  - code: has-rent
    name: 已经领了租房补贴的人
    story: 领了租房补贴，人才安居补贴和交通补贴都不能再领。
    on: 2026-11-22
    answers: {employed: true, renting: true, married: false}
    received: [sc-rent]
    expected:
      - {policy: sc-rent, status: eligible, total: 3000, basis: fixed}
      - {policy: sc-talent, status: eligible, total: 2500, basis: fixed}
      - {policy: sc-package, status: eligible, total: 5000, basis: fixed}
      - {policy: sc-travel, status: eligible, total: 600, basis: fixed}
      - {policy: sc-skill, status: eligible, total: 50, basis: fixed}
      - {policy: sc-wedding, status: ineligible}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: ineligible}
      - {policy: sc-county, status: ineligible}
      - {policy: sc-city, status: ineligible}
    best_total: 2550
    best_low: 2550
  - code: only-rents
    name: 只租房的人
    story: 没有上班，只有租房补贴。
    on: 2026-11-22
    answers: {employed: false, renting: true, married: false}
    expected:
      - {policy: sc-rent, status: eligible, total: 3000, basis: fixed}
      - {policy: sc-talent, status: ineligible}
      - {policy: sc-package, status: ineligible}
      - {policy: sc-travel, status: ineligible}
      - {policy: sc-skill, status: ineligible}
      - {policy: sc-wedding, status: ineligible}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: ineligible}
      - {policy: sc-county, status: ineligible}
      - {policy: sc-city, status: ineligible}
    best_total: 3000
    best_low: 3000
  - code: has-talent
    name: 已经领了人才生活补贴的人
    story: 现在没有上班，人才生活补贴以前领过，还能加领技能补贴；组里的人才安居补贴不能再领。
    on: 2026-11-22
    answers: {employed: false, renting: true, married: false}
    received: [sc-talent]
    expected:
      - {policy: sc-rent, status: eligible, total: 3000, basis: fixed}
      - {policy: sc-talent, status: ineligible}
      - {policy: sc-package, status: ineligible}
      - {policy: sc-travel, status: ineligible}
      - {policy: sc-skill, status: eligible, total: 50, basis: fixed}
      - {policy: sc-wedding, status: ineligible}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: ineligible}
      - {policy: sc-county, status: ineligible}
      - {policy: sc-city, status: ineligible}
    best_total: 3050
    best_low: 3050
  - code: too-early
    name: 来早了的人
    story: 办法第二天才开始。
    on: 2025-12-31
    answers: {employed: true, renting: true, married: true, claims: true}
    expected:
      - {policy: sc-rent, status: upcoming, eligible_from: 2026-01-01, total: 3000, basis: fixed}
      - {policy: sc-talent, status: upcoming, eligible_from: 2026-01-01, total: 2500, basis: fixed}
      - {policy: sc-package, status: upcoming, eligible_from: 2026-01-01, total: 5000, basis: fixed}
      - {policy: sc-travel, status: upcoming, eligible_from: 2026-01-01, total: 600, basis: fixed}
      - {policy: sc-skill, status: upcoming, eligible_from: 2026-01-01, total: 50, basis: fixed}
      - {policy: sc-wedding, status: upcoming, eligible_from: 2026-01-01, total: 700, basis: fixed}
      - {policy: sc-family, status: upcoming, eligible_from: 2026-01-01, total: 200, basis: fixed}
      - {policy: sc-party, status: upcoming, eligible_from: 2026-01-01, total: 300, basis: fixed}
      - {policy: sc-county, status: upcoming, eligible_from: 2026-01-01, total: 2000, basis: fixed}
      - {policy: sc-city, status: upcoming, eligible_from: 2026-01-01, total: 3000, basis: fixed}
    best_total: 0
    best_low: 0
  - code: claims-for-both
    name: 结了婚、由本人领的人
    story: 新婚补贴没有问由谁领，集体婚礼补贴名额有限，只有家庭补贴是确定的。
    on: 2026-11-22
    answers: {employed: false, renting: false, married: true, claims: true}
    expected:
      - {policy: sc-rent, status: ineligible}
      - {policy: sc-talent, status: ineligible}
      - {policy: sc-package, status: ineligible}
      - {policy: sc-travel, status: ineligible}
      - {policy: sc-skill, status: ineligible}
      - {policy: sc-wedding, status: eligible, total: 700, basis: fixed}
      - {policy: sc-family, status: eligible, total: 200, basis: fixed}
      - {policy: sc-party, status: eligible, total: 300, basis: fixed}
      - {policy: sc-county, status: eligible, total: 2000, basis: fixed}
      - {policy: sc-city, status: eligible, total: 3000, basis: fixed}
    best_total: 4200
    best_low: 3200
  - code: spouse-claims
    name: 结了婚、由爱人领的人
    story: 家庭补贴由爱人领。
    on: 2026-11-22
    answers: {employed: false, renting: false, married: true, claims: false}
    expected:
      - {policy: sc-rent, status: ineligible}
      - {policy: sc-talent, status: ineligible}
      - {policy: sc-package, status: ineligible}
      - {policy: sc-travel, status: ineligible}
      - {policy: sc-skill, status: ineligible}
      - {policy: sc-wedding, status: eligible, total: 700, basis: fixed}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: eligible, total: 300, basis: fixed}
      - {policy: sc-county, status: eligible, total: 2000, basis: fixed}
      - {policy: sc-city, status: eligible, total: 3000, basis: fixed}
    best_total: 4000
    best_low: 3000
  - code: has-wedding
    name: 已经领了新婚补贴的人
    story: 领到手的和名额、和爱人都没有关系了。
    on: 2026-11-22
    answers: {employed: false, renting: false, married: true, claims: false}
    received: [sc-wedding, sc-party]
    expected:
      - {policy: sc-rent, status: ineligible}
      - {policy: sc-talent, status: ineligible}
      - {policy: sc-package, status: ineligible}
      - {policy: sc-travel, status: ineligible}
      - {policy: sc-skill, status: ineligible}
      - {policy: sc-wedding, status: eligible, total: 700, basis: fixed}
      - {policy: sc-family, status: ineligible}
      - {policy: sc-party, status: eligible, total: 300, basis: fixed}
      - {policy: sc-county, status: eligible, total: 2000, basis: fixed}
      - {policy: sc-city, status: eligible, total: 3000, basis: fixed}
    best_total: 3000
    best_low: 3000
  - code: silent
    name: 什么都没有答的人
    story: 打开了网页，还没有回答。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: sc-rent, status: unknown}
      - {policy: sc-talent, status: unknown}
      - {policy: sc-package, status: unknown}
      - {policy: sc-travel, status: unknown}
      - {policy: sc-skill, status: unknown}
      - {policy: sc-wedding, status: unknown}
      - {policy: sc-family, status: unknown}
      - {policy: sc-party, status: unknown}
      - {policy: sc-county, status: unknown}
      - {policy: sc-city, status: unknown}
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
