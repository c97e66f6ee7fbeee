"""A pack of one region that asks for one of 1,062 places, with the people who show what follows."""

from pathlib import Path

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
  - code: nothing-said
    name: 什么都没有答的人
    story: 什么都没有答的人。
    on: 2026-11-22
    answers: {}
    expected:
      - {policy: jc-near, status: unknown}
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
