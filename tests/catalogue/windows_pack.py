"""A pack of one region whose policies take applications at some times only, with the people who show it."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: study, name: 学历}
  - {code: work, name: 工作}
""",
    "common/questions.yaml": """\
questions:
  - key: graduation_date
    section: study
    position: 10
    type: date
    label: 哪天拿到毕业证的？
    name: 毕业
  - key: employed
    section: work
    position: 20
    type: bool
    label: 你在上班吗？
    name: 上班
    yes: 在上班
    no: 没有上班
  - key: job_start_date
    section: work
    position: 30
    type: date
    label: 哪天入职的？
    name: 入职
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
  - code: HC2
    title: 湖城的申报通知
    issued_on: 2026-02-01
    window: {starts_on: 2026-01-01, ends_on: 2027-02-15}
groups:
  - {code: settle, name: 安家, note: 只享受一项。}
""",
    "lake/policies.yaml": """\
policies:
  - code: hc-march
    name: 春季生活补贴
    summary: 每年 3 月集中申报。
    category: life
    office: 湖城人社局
    citations:
      - {source: HC1, clause: 一}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, recurring: {amount: 100, period: month, count: 24}}
    application_windows:
      - {opens: 03-01, closes: 03-31, source: HC2, clause: 二, note: 以当年通知为准}
  - code: hc-winter
    name: 返乡过年补贴
    summary: 过年前后申报。
    category: life
    citations:
      - {source: HC1, clause: 二}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 300}}
    application_windows:
      - {opens: 12-01, closes: 01-31}
      - {opens: 09-01, closes: 10-31}
  - code: hc-trial
    name: 试行培训补贴
    summary: 试行到 2027 年 2 月 15 日。
    category: study
    office: 湖城教育局
    citations:
      - {source: HC2, clause: 一}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 700}}
    application_windows:
      - {opens: 03-01, closes: 03-31}
  - code: hc-cert
    name: 毕业生求职补贴
    summary: 毕业证取得后 12 个月内申请。
    category: employment
    group: settle
    citations:
      - {source: HC1, clause: 三}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 2000}}
    application_windows:
      - {measured_at: graduation_date, to_months: 12}
  - code: hc-settle
    name: 安家补贴
    summary: 随时申请。
    category: housing
    group: settle
    citations:
      - {source: HC1, clause: 四}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 1500}}
  - code: hc-post
    name: 一线岗位补贴
    summary: 在岗满 6 个月后按季申请。
    category: employment
    citations:
      - {source: HC1, clause: 五}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 900}}
    application_windows:
      - {measured_at: job_start_date, from_months: 6, every: quarter, open_days: 30}
      - {measured_at: job_start_date, to_days: 1000}
  - code: hc-voucher
    name: 消费券
    summary: 只发两期。
    category: life
    citations:
      - {source: HC1, clause: 六}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 200}}
    application_windows:
      - {starts_on: 2026-11-01, ends_on: 2026-11-30, note: 第一期}
      - {starts_on: 2026-12-20, ends_on: 2027-01-10, note: 第二期}
  - code: hc-tuition
    name: 学费补贴
    summary: 2027 年起申请的时间变了。
    category: study
    citations:
      - {source: HC1, clause: 七}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 400}}
    application_windows:
      - {opens: 09-01, closes: 12-31, until: earlier}
      - {opens: 03-01, closes: 03-31, since: earlier}
    changes:
      - {code: earlier, starts_on: 2026-12-01, note: 申请提前到春天。}
  - code: hc-first-year
    name: 新人补贴
    summary: 2026 年 6 月以后毕业的有两年时间。
    category: life
    citations:
      - {source: HC1, clause: 八}
    conditions:
      - {question: employed, is: true}
    award: {form: cash, once: {amount: 150}}
    application_windows:
      - {measured_at: graduation_date, to_months: 12, until: longer}
      - {measured_at: graduation_date, to_months: 24, since: longer}
    changes:
      - {code: longer, starts_on: 2026-06-01, measured_at: graduation_date}
""",
    "lake/personas.yaml": """\
personas:
  - code: hc-on-the-last-days
    name: 每样都赶在最后一天的人
    story: 毕业正好满一年，入职满 6 个月后的第一季今天最后一天；今天是过年补贴开始的前一天。
    on: 2026-11-30
    answers: {graduation_date: 2025-11-30, employed: true, job_start_date: 2026-05-01}
    expected:
      - {policy: hc-march, status: eligible, can_apply: yes, apply_from: 2027-03-01, apply_until: 2027-03-31}
      - {policy: hc-winter, status: eligible, can_apply: yes, apply_from: 2026-12-01, apply_until: 2027-01-31}
      - {policy: hc-trial, status: eligible, total: 700, eligible_until: 2027-02-15, can_apply: no}
      - {policy: hc-cert, status: eligible, can_apply: yes, apply_from: 2026-11-30, apply_until: 2026-11-30}
      - {policy: hc-settle, status: eligible}
      - {policy: hc-post, status: eligible, can_apply: yes, apply_from: 2026-11-30, apply_until: 2026-11-30}
      - {policy: hc-voucher, status: eligible, can_apply: yes, apply_from: 2026-11-30, apply_until: 2026-11-30}
      - {policy: hc-tuition, status: eligible, can_apply: yes, apply_from: 2026-11-30, apply_until: 2026-11-30}
      - {policy: hc-first-year, status: eligible, can_apply: yes, apply_from: 2026-11-30, apply_until: 2026-11-30}
    best_total: 6350
  - code: hc-one-day-late
    name: 每样都晚了一天的人
    story: 一年又一天以前毕业；入职以后的这一季昨天截止，要等下一季。今天能申请过年补贴。
    on: 2026-12-01
    answers: {graduation_date: 2025-11-30, employed: true, job_start_date: 2026-05-01}
    expected:
      - {policy: hc-winter, status: eligible, can_apply: yes, apply_from: 2026-12-01, apply_until: 2027-01-31}
      - {policy: hc-cert, status: eligible, total: 2000, can_apply: no}
      - {policy: hc-settle, status: eligible}
      - {policy: hc-post, status: eligible, can_apply: yes, apply_from: 2027-02-01, apply_until: 2027-03-02}
      - {policy: hc-voucher, status: eligible, can_apply: yes, apply_from: 2026-12-20, apply_until: 2027-01-10}
      - {policy: hc-tuition, status: eligible, can_apply: yes, apply_from: 2027-03-01, apply_until: 2027-03-31}
      - {policy: hc-first-year, status: eligible, total: 150, can_apply: no}
    best_total: 5700
  - code: hc-in-march
    name: 3 月里来查的人
    story: 正在申报期，试行的已经到期。
    on: 2027-03-31
    answers: {graduation_date: 2026-07-01, employed: true, job_start_date: 2024-06-01}
    expected:
      - {policy: hc-march, status: eligible, can_apply: yes, apply_from: 2027-03-31, apply_until: 2027-03-31}
      - {policy: hc-winter, status: eligible, can_apply: yes, apply_from: 2027-09-01, apply_until: 2027-10-31}
      - {policy: hc-trial, status: ineligible}
      - {policy: hc-post, status: eligible, can_apply: no}
      - {policy: hc-voucher, status: eligible, total: 200, can_apply: no}
      - {policy: hc-first-year, status: eligible, can_apply: yes, apply_from: 2027-03-31, apply_until: 2028-07-01}
  - code: hc-only-the-month
    name: 只记得哪个月毕业的人
    story: 去年 11 月毕业，过没过一年要看哪一天；入职的日子没有说。
    on: 2026-11-22
    answers: {graduation_date: 2025-11, employed: true}
    expected:
      - {policy: hc-cert, status: eligible, can_apply: unknown}
      - {policy: hc-post, status: eligible, can_apply: unknown}
      - {policy: hc-voucher, status: eligible, can_apply: yes, apply_from: 2026-11-22, apply_until: 2026-11-30}
      - {policy: hc-tuition, status: eligible, can_apply: yes, apply_from: 2026-11-22, apply_until: 2026-11-30}
      - {policy: hc-first-year, status: eligible, can_apply: unknown}
    best_total: 4800
""",
}


def write(directory: Path, *changes: Change) -> Path:
    """Writes the pack, each change (file, old, new) made once."""
    return written(directory, FILES, changes)
