"""A pack that asks for one of 1,062 places and for several of four hardships, with people who show what follows."""

from pathlib import Path

from tests.catalogue.made_packs import Change, written

# Made up: no place of the country is meant.
FIRST = (
    "东西南北中上下大小新古永长安平兴福庆丰和顺清明光华金银铜玉石"
    "山川江河湖海云雨风雷春夏秋冬松竹梅兰桂柏杨柳林森荷莲芦稻麦"
)
SECOND = "阳阴宁川溪州山江河泉岭坪塘洲桥湾亭原"
PLACES = {
    f"p{number:04}": f"{first}{second}{'县区市'[number % 3]}"
    for number, (first, second) in enumerate((first, second) for first in FIRST for second in SECOND)
}
assert len(PLACES) == len(set(PLACES.values())) == 1062
CHOICES = "\n".join(f"      - {{value: {value}, label: {label}}}" for value, label in PLACES.items())
NEAR = ("p0000", "p0019", "p0500")

FILES = {
    "common/sections.yaml": """\
sections:
  - {code: family, name: 家庭}
  - {code: work, name: 工作}
""",
    "common/questions.yaml": f"""\
questions:
  - key: home_place
    section: family
    position: 10
    type: choice
    label: 你的户口在哪个县、市、区？
    name: 户口所在地
    choices:
{CHOICES}
  - key: hardships
    section: family
    position: 20
    type: choice
    many: true
    label: 你家有下面哪些情况？
    name: 家庭情况
    negative: []
    choices:
      - {{value: low_income, label: 低保家庭}}
      - {{value: disabled, label: 有残疾人, help: 本人或者一起住的家人}}
      - {{value: jobless, label: 零就业家庭}}
      - {{value: rural, label: 脱贫户}}
  - key: helped_with
    section: work
    position: 30
    type: choice
    many: true
    label: 领过哪些帮扶？
    name: 领过的帮扶
    asked_if:
      - {{question: hardships, in: [low_income, jobless]}}
    implied: []
    choices:
      - {{value: loan, label: 贷款}}
      - {{value: training, label: 培训}}
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
""",
    "river/policies.yaml": f"""\
policies:
  - code: jc-near
    name: 近邻交通补贴
    summary: 邻近三地的人来江城，发一次路费。
    category: life
    citations: [{{source: JC1, clause: 一}}]
    conditions:
      - {{question: home_place, in: [{", ".join(NEAR)}]}}
    award: {{form: cash, once: {{amount: 300}}}}
  - code: jc-hardship
    name: 困难家庭求职补贴
    summary: 低保或者零就业家庭，没有领过培训帮扶的。
    category: employment
    citations: [{{source: JC1, clause: 二}}]
    conditions:
      - {{question: hardships, in: [low_income, jobless]}}
      - {{question: helped_with, not_in: [training]}}
    award: {{form: cash, once: {{amount: 1500}}}}
  - code: jc-both
    name: 双困家庭补贴
    summary: 又是低保家庭，又有残疾人的。
    category: life
    citations: [{{source: JC1, clause: 三}}]
    conditions:
      - {{question: hardships, in: [low_income]}}
      - {{question: hardships, in: [disabled]}}
    award: {{form: cash, once: {{amount: 800}}}}
  - code: jc-none
    name: 无困难情形青年活动
    summary: 四种情况都没有的。
    category: life
    citations: [{{source: JC1, clause: 四}}]
    conditions:
      - {{question: hardships, not_in: [low_income, disabled, jobless, rural]}}
    award: {{form: service, worth: 100}}
""",
    "river/personas.yaml": """\
personas:
  - code: from-near
    name: 邻近地方的人
    story: 邻近地方的人。
    on: 2026-11-22
    answers: {home_place: p0019}
    expected:
      - {policy: jc-near, status: eligible, total: 300}
  - code: from-the-last
    name: 名单上最后一个地方的人
    story: 名单上最后一个地方的人。
    on: 2026-11-22
    answers: {home_place: p0500}
    expected:
      - {policy: jc-near, status: eligible, total: 300}
  - code: from-the-next-but-one
    name: 名单旁边一个地方的人
    story: 名单旁边一个地方的人。
    on: 2026-11-22
    answers: {home_place: p0020}
    expected:
      - {policy: jc-near, status: ineligible}
  - code: a-day-before-the-start
    name: 执行前一天来问的人
    story: 执行前一天来问的人。
    on: 2025-12-31
    answers: {home_place: p0000}
    expected:
      - {policy: jc-near, status: upcoming, total: 300, eligible_from: 2026-01-01}
  - code: low-income
    name: 低保家庭里没有残疾人的人
    story: 低保家庭里没有残疾人的人，领过贷款。
    on: 2026-11-22
    answers: {hardships: [low_income, rural], helped_with: [loan]}
    expected:
      - {policy: jc-hardship, status: eligible, total: 1500}
      - {policy: jc-both, status: ineligible}
      - {policy: jc-none, status: ineligible}
  - code: jobless-and-trained
    name: 零就业家庭、领过培训帮扶的人
    story: 零就业家庭、领过培训帮扶的人。
    on: 2026-11-22
    answers: {hardships: [jobless], helped_with: [loan, training]}
    expected:
      - {policy: jc-hardship, status: ineligible}
      - {policy: jc-none, status: ineligible}
  - code: jobless
    name: 零就业家庭、什么也没有领过的人
    story: 零就业家庭、什么也没有领过的人。
    on: 2026-11-22
    answers: {hardships: [jobless], helped_with: []}
    expected:
      - {policy: jc-hardship, status: eligible, total: 1500}
  - code: disabled-alone
    name: 家里有残疾人、不是低保家庭的人
    story: 家里有残疾人、不是低保家庭的人。
    on: 2026-11-22
    answers: {hardships: [disabled]}
    expected:
      - {policy: jc-hardship, status: ineligible}
      - {policy: jc-both, status: ineligible}
      - {policy: jc-none, status: ineligible}
  - code: both
    name: 低保家庭里有残疾人的人
    story: 低保家庭里有残疾人的人。
    on: 2026-11-22
    answers: {hardships: [disabled, low_income]}
    expected:
      - {policy: jc-hardship, status: unknown}
      - {policy: jc-both, status: eligible, total: 800}
  - code: low-income-alone
    name: 只是低保家庭的人
    story: 只是低保家庭的人。
    on: 2026-11-22
    answers: {hardships: [low_income]}
    expected:
      - {policy: jc-none, status: ineligible}
  - code: rural-alone
    name: 只是脱贫户的人
    story: 只是脱贫户的人。
    on: 2026-11-22
    answers: {hardships: [rural]}
    expected:
      - {policy: jc-none, status: ineligible}
  - code: none-of-these
    name: 四种情况都没有的人
    story: 四种情况都没有的人。
    on: 2026-11-22
    answers: {hardships: []}
    expected:
      - {policy: jc-hardship, status: ineligible}
      - {policy: jc-both, status: ineligible}
      - {policy: jc-none, status: eligible, worth: 100}
  - code: hardships-a-day-early
    name: 执行前一天来问的困难家庭
    story: 执行前一天来问的困难家庭。
    on: 2025-12-31
    answers: {hardships: [disabled, low_income], helped_with: []}
    expected:
      - {policy: jc-hardship, status: upcoming, total: 1500, eligible_from: 2026-01-01}
      - {policy: jc-both, status: upcoming, total: 800, eligible_from: 2026-01-01}
  - code: none-a-day-early
    name: 执行前一天来问、四种情况都没有的人
    story: 执行前一天来问、四种情况都没有的人。
    on: 2025-12-31
    answers: {hardships: []}
    expected:
      - {policy: jc-none, status: upcoming, worth: 100, eligible_from: 2026-01-01}
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: jc-near, status: unknown}
      - {policy: jc-hardship, status: unknown}
      - {policy: jc-both, status: unknown}
      - {policy: jc-none, status: unknown}
""",
}


def write(directory: Path, *changes: Change, few: bool = False) -> Path:
    """Writes the pack, each change (file, old, new) made once; `few`: with the places alone that somebody names."""
    files = dict(FILES)
    if few:
        lines = [line for line in CHOICES.splitlines() if any(place in line for place in (*NEAR, "p0020"))]
        files["common/questions.yaml"] = files["common/questions.yaml"].replace(CHOICES, "\n".join(lines))
    return written(directory, files, changes)
