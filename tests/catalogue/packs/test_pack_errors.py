"""Every mistake in a pack is named with its file, its line and what to do."""

import pytest

from tests.catalogue import small

MEASURES, PERSONAS = "town/measures.yaml", "town/personas.yaml"
TOWN, CITY, COMMON = "town/policies.yaml", "city/policies.yaml", "common/questions.yaml"
ENTRY = "  - {code: town, name: 某区, parent: city}\n"


def mistakes(directory, *changes):
    small.write(directory, *changes)
    return mistakes_as_they_stand(directory)


def mistakes_as_they_stand(directory):
    from policies.catalogue.packs import reading

    try:
        reading.load([directory])
    except reading.BrokenPack as error:
        return [
            f"{mistake.place.file.relative_to(directory)}:{mistake.place.line}: {mistake.problem.message}"
            for mistake in error.mistakes
        ]
    return []


def test_the_small_pack_is_sound(tmp_path):
    assert mistakes(tmp_path) == []


CASES = {
    "unknown question": (
        TOWN,
        "{question: employed, is: true}",
        "{question: emploied, is: true}",
        "town/policies.yaml:39: 没有“emploied”这个问题，是不是 employed",
    ),
    "unknown source": (
        TOWN,
        "source: CITY",
        "source: CTIY",
        "town/policies.yaml:9: 没有“CTIY”这个政策文件，是不是 CITY",
    ),
    "unknown group": (
        TOWN,
        "group: rent",
        "group: rant",
        "town/policies.yaml:10: 没有“rant”这个不重复享受组，是不是 rent",
    ),
    "unknown parameter": (CITY, "parameter: wage", "parameter: wages", "city/policies.yaml:26: 没有“wages”这个参数"),
    "unknown category": (
        TOWN,
        "category: housing",
        "category: houses",
        "town/policies.yaml:5: 没有“houses”这个类别，是不是 housing",
    ),
    "unknown section": (COMMON, "section: work", "section: werk", "common/questions.yaml:23: 没有“werk”这个问卷分节"),
    "an answer that holds from the day of no question": (
        COMMON,
        "begins_on: graduation_date",
        "begins_on: graduation",
        "common/questions.yaml:12: 没有“graduation”这个问题，是不是 graduation_date",
    ),
    "an answer that holds from the day of a question without days": (
        COMMON,
        "begins_on: graduation_date",
        "begins_on: employed",
        "common/questions.yaml:12: begins_on 要用日期题，“employed”不是",
    ),
    "an answer that holds from a day that cannot be to come": (
        COMMON,
        "    name: 毕业\n",
        "    name: 毕业\n    past_only: true\n",
        "common/questions.yaml:12: “graduation_date”不能晚于今天（past_only），没法写将来的日子，请换一题",
    ),
    "unknown parent region": (
        "town/region.yaml",
        "parent: city",
        "parent: citty",
        "town/region.yaml:2: 没有“citty”这个地区",
    ),
    "unknown choice": (
        TOWN,
        "is: doctor",
        "is: docter",
        "town/policies.yaml:44: “education”没有选项“docter”，是不是 doctor",
    ),
    "a condition twice": (
        TOWN,
        "      - {question: employed, is: true}\n    tiers:",
        "      - {question: employed, is: true}\n      - {question: employed, is: true, note: 再说一遍}\n    tiers:",
        "town/policies.yaml:40: 这一条条件和同一处前面的一条一样，请改成本来要写的，或者删掉一条",
    ),
    "unknown question of a window": (
        TOWN,
        "measured_at: graduation_date}",
        "measured_at: graduation}",
        "town/policies.yaml:11: 没有“graduation”这个问题",
    ),
    "window measured at no date": (
        TOWN,
        "measured_at: graduation_date}",
        "measured_at: employed}",
        "town/policies.yaml:11: measured_at 要用日期题，“employed”不是",
    ),
    "text for a bool": (
        TOWN,
        "employed, is: true",
        "employed, is: yes",
        "town/policies.yaml:39: “employed”是是非题，值要写 true 或 false",
    ),
    "text for a number": (
        TOWN,
        "insured_months, at_least: 12",
        'insured_months, at_least: "12"',
        "town/policies.yaml:60: “insured_months”是月数题，值要写不小于 0 的整数",
    ),
    "a fraction for a number": (CITY, "less_than: 60", "less_than: 60.5", "city/policies.yaml:18: “area”是整数题"),
    "a usual range of a choice": (
        "common/questions.yaml",
        "    name: 学历\n",
        "    name: 学历\n    usual_most: 3\n",
        "common/questions.yaml:9: usual_least 和 usual_most 只用于数字题",
    ),
    "a usual range the wrong way round": (
        "common/questions.yaml",
        "    name: 面积\n",
        "    name: 面积\n    usual_least: 30\n    usual_most: 3\n",
        "common/questions.yaml:54: usual_most 少于 usual_least",
    ),
    "years of life of a choice": (
        "common/questions.yaml",
        "    name: 学历\n",
        "    name: 学历\n    grows_yearly: true\n",
        "common/questions.yaml:9: grows_yearly 只用于整数题（int），例如年龄",
    ),
    "a yes that lasts, of a number": (
        "common/questions.yaml",
        "    name: 面积\n",
        "    name: 面积\n    yes_lasts_years: 2\n",
        "common/questions.yaml:53: yes_lasts_years 只用于是非题",
    ),
    "a note without a usual range": (
        "common/questions.yaml",
        "    name: 面积\n",
        "    name: 面积\n    usual_note: 不是总价\n",
        "common/questions.yaml:53: 写了 usual_note，就要写 usual_least 或 usual_most",
    ),
    "a life event that asks the same twice": (
        "city/life_events.yaml",
        "[employed, trade_school]",
        "[employed, employed]",
        "city/life_events.yaml:2: 问题“employed”写了两次，请删掉一个",
    ),
    "a life event that asks what is not there": (
        "city/life_events.yaml",
        "[employed, trade_school]",
        "[employd]",
        "city/life_events.yaml:2: 没有“employd”这个问题",
    ),
    "a life event that asks nothing": (
        "city/life_events.yaml",
        "[employed, trade_school]",
        "[]",
        "city/life_events.yaml:2: ",
    ),
    "how to find out without whom to ask": (
        "common/questions.yaml",
        "    name: 面积\n",
        "    name: 面积\n    find_out: 量一下\n",
        "common/questions.yaml:53: find_out 和 whom 要一起写",
    ),
    "from more to less": (
        CITY,
        "between: {from: 200, to: 400}",
        "between: {from: 400, to: 200}",
        "city/policies.yaml:19: between 要从小写到大，现在写的是 400 到 200",
    ),
    "from a number to none": (
        CITY,
        "between: {from: 200, to: 400}",
        "between: {from: 200}",
        "city/policies.yaml:19: 缺少 to，请补上",
    ),
    "between and nothing else": (
        CITY,
        "between: {from: 200, to: 400}",
        "between: 200",
        "city/policies.yaml:19: between 要写成一组“键: 值”",
    ),
    "from a number to a text": (
        CITY,
        "between: {from: 200, to: 400}",
        "between: {from: 200, to: many}",
        "city/policies.yaml:19: “area”是整数题，值要写不小于 0 的整数，不是“many”",
    ),
    "between two choices": (
        CITY,
        "{question: area, between: {from: 200, to: 400}",
        "{question: education, between: {from: bachelor, to: doctor}",
        "city/policies.yaml:19: “education”是选择题，不能用 between，请用 is、is_not、in、not_in、at_least",
    ),
    "true for a number": (CITY, "less_than: 60", "less_than: true", "city/policies.yaml:18: “area”是整数题"),
    "an operator for ordered choices on a bool": (
        TOWN,
        "employed, is: true",
        "employed, at_least: true",
        "town/policies.yaml:39: “employed”是是非题，不能用 at_least，请用 is",
    ),
    "months since on a choice": (
        TOWN,
        "education, is: doctor",
        "education, months_since_at_least: 3",
        "town/policies.yaml:44: “education”是选择题，不能用 months_since_at_least",
    ),
    "is on months": (
        TOWN,
        "insured_months, at_least: 12",
        "insured_months, is: 12",
        "town/policies.yaml:60: “insured_months”是月数题，不能用 is",
    ),
    "two operators": (
        TOWN,
        "employed, is: true",
        "employed, is: true, is_not: false",
        "town/policies.yaml:39: 一个条件要写一种比较",
    ),
    "any_of within any_of": (
        CITY,
        "          - {question: area, less_than: 60}\n",
        "          - any_of: [{question: area, less_than: 60}]\n",
        "city/policies.yaml:18: any_of 里面不能再套 any_of",
    ),
    "surplus key": (TOWN, "summary:", "sumary:", "town/policies.yaml:4: 多余的键“sumary”，是不是 summary"),
    "missing key": (TOWN, "    summary: 每年 6000 元。\n", "", "town/policies.yaml:2: 缺少 summary，请补上"),
    "a key of elsewhere": (TOWN, "summary:", "story:", "town/policies.yaml:4: 多余的键“story”，请改正或删掉"),
    "surplus list": (TOWN, "policies:", "policys:", "town/policies.yaml:1: 多余的键“policys”，是不是 policies"),
    "wrong word": (
        TOWN,
        "per: household",
        "per: houshold",
        "town/policies.yaml:18: per 不能写“houshold”，是不是 household",
    ),
    "amount in quotes": (TOWN, "amount: 6000", 'amount: "6000"', "town/policies.yaml:20: amount 要写整数"),
    "negative amount": (TOWN, "amount: 6000", "amount: -1", "town/policies.yaml:20: amount 不能小于 0"),
    "impossible date": (
        TOWN,
        "checked_on: 2026-11-22",
        "checked_on: 2026-13-22",
        "town/policies.yaml:24: checked_on 要写日期",
    ),
    "number for a text": (TOWN, "office: 区人才办", "office: 12345", "town/policies.yaml:6: office 要写文字"),
    "malformed code": (TOWN, "code: town-rent", "code: Town Rent", "town/policies.yaml:2: code“Town Rent”的写法不对"),
    "amount without basis": (
        TOWN,
        "once: {basis: unspecified}",
        "once: {amount: 5, basis: unspecified}",
        "town/policies.yaml:19: 没有公布金额时写 basis: unspecified",
    ),
    "policy without source": (
        TOWN,
        "      - {source: TOWN, clause: 一}\n      - {source: CITY, clause: 三}\n",
        "      []\n",
        "town/policies.yaml:7: citations 至少要写一条",
    ),
    "policy without award": (
        CITY,
        "    award: {form: service, worth: 500}\n",
        "",
        "city/policies.yaml:30: 没有分档的政策写一个 award",
    ),
    "a slip in a year": (
        "town/region.yaml",
        "starts_on: 2023-11-30",
        "starts_on: 0223-11-30",
        "town/region.yaml:9: 日期要在 1900 年到 2100 年之间，现在写的是 0223-11-30，请看看年份",
    ),
    "an end in a year that nobody means": (
        TOWN,
        "ends_on: 2026-12-31",
        "ends_on: 9999-12-31",
        "town/policies.yaml:11: 日期要在 1900 年到 2100 年之间，现在写的是 9999-12-31，请看看年份",
    ),
    "a doubt up to a year that nobody means": (
        TOWN,
        "doubtful_until: 2027-06-30",
        "doubtful_until: 9999-06-30",
        "town/policies.yaml:11: 日期要在 1900 年到 2100 年之间，现在写的是 9999-06-30，请看看年份",
    ),
    "window that ends before it starts": (
        TOWN,
        "ends_on: 2026-12-31",
        "ends_on: 2020-12-31",
        "town/policies.yaml:11: 结束日期早于开始日期",
    ),
    "doubt before the end": (
        TOWN,
        "doubtful_until: 2027-06-30",
        "doubtful_until: 2026-06-30",
        "town/policies.yaml:11: 存疑到的日期要晚于结束日期",
    ),
    "two policies of one code": (
        TOWN,
        "code: town-home",
        "code: town-rent",
        "town/policies.yaml:25: 政策代码“town-rent”重复了",
    ),
    "two tiers of one code": (
        TOWN,
        "code: bachelor",
        "code: doctor",
        "town/policies.yaml:41: “购房补助”里不止一档叫“doctor”",
    ),
    "a day that does nothing": (
        TOWN,
        "state: budget_spent",
        "state: open",
        "town/policies.yaml:30: state 是 budget_spent，资金用完日期才起作用：这一天以前照常受理，从这一天起算用完。"
        "请把 state 改成 budget_spent，或者删掉这个日期",
    ),
    "overlapping parameter dates": (
        "city/region.yaml",
        "starts_on: 2024-01-01",
        "starts_on: 2021-08-01",
        "city/region.yaml:19: “最低月工资”从 2021-08-01 起有不止一个值",
    ),
    "too many decimals": ("city/region.yaml", '"2010.5"', '"2010.56789"', "city/region.yaml:20: value 最多写 4 位小数"),
    "times of no number": (
        TOWN,
        "times: area",
        "times: employed",
        "town/policies.yaml:65: times 要用数字题，“employed”不是",
    ),
    "factor of no number": (
        TOWN,
        "question: price",
        "question: employed",
        "town/policies.yaml:51: question 要用数字题",
    ),
    "organisation with conditions": (
        CITY,
        "    state: draft\n",
        "    state: draft\n    group: rent\n",
        "city/policies.yaml:36: 单位申领的政策不参加个人自查",
    ),
    "caveat of two lines": (TOWN, "[没有公布年龄。, 按户算。]", '["一\\n二"]', "town/policies.yaml:13: 这里只写一行"),
    "a way added by no reading": (
        CITY,
        "inferred: true, widens: true, source",
        "widens: true, source",
        "city/policies.yaml:19: “推断放宽的”（widens）只用于推断的条件",
    ),
    "a reading that adds a way to none": (
        CITY,
        "{question: employed, is: true}",
        "{question: employed, is: true, inferred: true, widens: true}",
        "city/policies.yaml:16: “推断放宽的”（widens）只用于 any_of 里面的情况",
    ),
    "how readily of what does not change": (
        COMMON,
        "    changeable: true\n",
        "    readily: seldom\n",
        "common/questions.yaml:30: readily 只用于本人可以改变的问题",
    ),
    "how readily in another word": (
        COMMON,
        "    changeable: true\n",
        "    changeable: true\n    readily: never\n",
        "common/questions.yaml:",
    ),
    "implied of the wrong type": (COMMON, "implied: 0", "implied: none", "common/questions.yaml:43: implied 不对"),
    "implied date": (
        COMMON,
        "implied: none",
        "implied: 2020-01-01",
        "common/questions.yaml:21: 日期题的 implied 只能写 none",
    ),
    "implied without follow-up": (
        COMMON,
        "    changeable: true\n",
        "    changeable: true\n    implied: true\n",
        "common/questions.yaml:31: 一直要问的问题不写 implied",
    ),
    "negative that is the yes": (
        COMMON,
        "    no: 没有上班\n",
        "    no: 没有上班\n    negative: true\n",
        "common/questions.yaml:30: 是非题的 negative 只能写 false",
    ),
    "about itself": (
        COMMON,
        "    name: 毕业\n",
        "    name: 毕业\n    about: [graduation_date]\n",
        "common/questions.yaml:19: about 写的是别的问题，不写它自己",
    ),
    "about a question that comes later": (
        COMMON,
        "    name: 学历\n",
        "    name: 学历\n    about: [price]\n",
        "common/questions.yaml:9: “education”要排在“price”后面：position 要大于 70",
    ),
    "about a question that is not there": (
        COMMON,
        "    name: 毕业\n",
        "    name: 毕业\n    about: [educatoin]\n",
        "common/questions.yaml:19: 没有“educatoin”这个问题，是不是 education",
    ),
    "about a question twice": (
        COMMON,
        "    name: 毕业\n",
        "    name: 毕业\n    about: [education, education]\n",
        "common/questions.yaml:19: about 里有重复的问题",
    ),
    "about a question of one region": (
        COMMON,
        "    name: 单价\n",
        "    name: 单价\n    about: [trade_school]\n",
        "common/questions.yaml:60: 问题“trade_school”是某市的，这里不能用",
    ),
    "negative that is no choice": (
        COMMON,
        "    ordered: true\n",
        "    ordered: true\n    negative: master\n",
        "common/questions.yaml:7: 选择题的 negative 要写 choices 里的一个 value",
    ),
    "negative of what is typed": (
        COMMON,
        "    name: 毕业\n",
        "    name: 毕业\n    negative: none\n",
        "common/questions.yaml:19: negative 只用于是非题和选择题",
    ),
    "bool without sentences": (COMMON, "    yes: 在上班\n", "", "common/questions.yaml:22: 是非题要写 yes 和 no"),
    "parent after its follow-up": (
        COMMON,
        "position: 30",
        "position: 5",
        "common/questions.yaml:20: “graduation_date”要排在“education”后面",
    ),
    "parent in a later section": (
        COMMON,
        "section: study\n    position: 10",
        "section: work\n    position: 10",
        "common/questions.yaml:20: “education”在更后面的分节",
    ),
    "sourced follow-up": (
        COMMON,
        "education, at_least: bachelor}",
        "education, at_least: bachelor, note: x}",
        "common/questions.yaml:20: 什么时候问、什么时候增加的条件不写 note",
    ),
    "another region's question": (
        COMMON,
        "question: education, at_least: bachelor",
        "question: trade_school, is: true",
        "common/questions.yaml:20: 问题“trade_school”是某市的，这里不能用",
    ),
    "a district's source in the city": (
        CITY,
        "source: CITY, clause: 二",
        "source: TOWN, clause: 二",
        "city/policies.yaml:7: 政策文件“TOWN”是某区的",
    ),
    "a region's policy in another folder": (
        TOWN,
        "    category: housing\n",
        "    category: housing\n    region: city\n",
        "town/policies.yaml:2: 写了地区 city，却放在 town",
    ),
    "contradicting conditions": (
        TOWN,
        "      - {question: graduation_date, months_since_at_least: 12, measured_at: graduation_date}\n",
        "      - {question: area, at_least: 9}\n      - {question: area, less_than: 9}\n",
        "town/policies.yaml:14: “青年租房补助”的条件互相矛盾（面积）",
    ),
    "a tier that can never hold": (
        TOWN,
        "    conditions:\n      - {question: employed, is: true}\n",
        "    conditions:\n      - {question: employed, is: true}\n      - {question: education, at_most: bachelor}\n",
        "town/policies.yaml:42: “购房补助”的“博士”这一档没有人能符合：它的条件和政策的条件互相矛盾（学历）",
    ),
    "a tier that can never be reached": (
        TOWN,
        "{question: education, is: doctor}",
        "{question: education, at_least: none}",
        "town/policies.yaml:56: “购房补助”的“本科”这一档永远轮不到：符合它的人都已符合前面的“博士”",
    ),
    "a tier whose follow-up is not asked": (
        TOWN,
        "    conditions:\n      - {question: employed, is: true}\n",
        "    conditions:\n      - {question: employed, is: false}\n",
        "town/policies.yaml:56: “购房补助”的“本科”这一档没有人能符合",
    ),
    "a measure's unknown policy": (
        MEASURES,
        "[town-rent, city-rent]",
        "[town-rant]",
        "town/measures.yaml:2: 没有“town-rant”这个政策，是不是 town-rent",
    ),
    "a measure's policy twice": (
        MEASURES,
        "[town-rent, city-rent]",
        "[town-rent, town-rent]",
        "town/measures.yaml:2: 政策“town-rent”写了两次",
    ),
    "a measure's unknown source": (
        MEASURES,
        "source: TOWN",
        "source: TWON",
        "town/measures.yaml:2: 没有“TWON”这个政策文件，是不是 TOWN",
    ),
    "two measures of one number": (
        MEASURES,
        "number: 2",
        "number: 1",
        "town/measures.yaml:2: 这个地区不止一条第 1 条措施",
    ),
    "a missing measure": (MEASURES, "number: 2", "number: 3", "town/measures.yaml:3: 措施缺第 2 条"),
    "a school twice": (
        "city/schools.yaml",
        "某市技校",
        "某大学",
        "city/schools.yaml:2: 学校“某大学”重复了",
    ),
    "a word twice": (
        "common/synonyms.yaml",
        "name: 博士",
        "name: 补助",
        "common/synonyms.yaml:3: 同义词“补助”重复了",
    ),
    "a word that means itself": (
        "common/synonyms.yaml",
        "[补贴, 津贴]",
        "[补贴, 補助]",
        "common/synonyms.yaml:2: “补助”写了不止一次，请只留一个",
    ),
    "two words in one": (
        "common/synonyms.yaml",
        "[补贴, 津贴]",
        "[补贴、津贴]",
        "common/synonyms.yaml:2: “补贴、津贴”要写成一个词：至少两个字，里面没有空格和标点",
    ),
    "a word of one character": (
        "common/synonyms.yaml",
        "研究生",
        "研",
        "common/synonyms.yaml:3: “研”要写成一个词：至少两个字",
    ),
    "a word without others": (
        "common/synonyms.yaml",
        "[研究生]",
        "[]",
        "common/synonyms.yaml:3: ",
    ),
    "a school's unknown question": (
        "city/schools.yaml",
        "trade_school:",
        "trade_skool:",
        "city/schools.yaml:2: 没有“trade_skool”这个问题，是不是 trade_school",
    ),
    "a school's unknown choice": (
        "common/schools.yaml",
        "education: bachelor",
        "education: bachelr",
        "common/schools.yaml:2: “education”没有选项“bachelr”，是不是 bachelor",
    ),
    "a number that follows from a school": (
        "common/schools.yaml",
        "education: bachelor",
        "area: 3",
        "common/schools.yaml:2: 从学校只能得出选择题和是非题的答案，“area”是整数题",
    ),
    "a shared school with a region's question": (
        "common/schools.yaml",
        "education: bachelor",
        "trade_school: true",
        "common/schools.yaml:2: 问题“trade_school”是某市的，这里不能用",
    ),
    "an unknown question of a persona": (
        PERSONAS,
        "employed: true",
        "emploied: true",
        "town/personas.yaml:10: 没有“emploied”这个问题，是不是 employed",
    ),
    "a persona's answer of the wrong type": (
        PERSONAS,
        "employed: true",
        "employed: yes",
        "town/personas.yaml:10: “employed”是是非题，值要写 true 或 false",
    ),
    "a persona's impossible date": (
        PERSONAS,
        "graduation_date: 2025-06-30",
        "graduation_date: 2025-06-31",
        "town/personas.yaml:9: “graduation_date”是日期题，要写 1900 到 2100 年的日期",
    ),
    "a persona's date of another century": (
        PERSONAS,
        "graduation_date: 2025-06-30",
        "graduation_date: 1825-06-30",
        "town/personas.yaml:9: “graduation_date”是日期题",
    ),
    "a persona's empty answer": (
        PERSONAS,
        "employed: true",
        "employed:",
        "town/personas.yaml:10: “employed”没有写答案；不清楚的题不用写",
    ),
    "a persona's unknown policy": (
        PERSONAS,
        "policy: town-rent",
        "policy: town-rant",
        "town/personas.yaml:16: 没有“town-rant”这个政策，是不是 town-rent",
    ),
    "a policy of another region's check": (
        "city/personas-more.yaml",
        "policy: city-rent",
        "policy: town-rent",
        "city/personas-more.yaml:8: 政策“town-rent”是某区的，这里不能用",
    ),
    "a persona who expects an organisation's policy": (
        PERSONAS,
        "policy: town-rent",
        "policy: city-fair",
        "town/personas.yaml:16: “city-fair”是单位申领的",
    ),
    "a persona who received an organisation's policy": (
        PERSONAS,
        "received: [city-rent]",
        "received: [city-fair]",
        "town/personas.yaml:13: “city-fair”是单位申领的",
    ),
    "an unknown tier": (
        PERSONAS,
        "tier: doctor",
        "tier: docter",
        "town/personas.yaml:15: “购房补助”没有“docter”这一档，是不是 doctor",
    ),
    "two expectations of one policy": (
        PERSONAS,
        "policy: town-rent",
        "policy: town-home",
        "town/personas.yaml:15: 对“town-home”的预期不止一条",
    ),
    "an amount of nothing": (
        PERSONAS,
        "status: ineligible",
        "status: ineligible, total: 5",
        "town/personas.yaml:16: 预期不能领（ineligible）的，不写 total",
    ),
    "a worth of nothing": (
        PERSONAS,
        "status: ineligible",
        "status: ineligible, worth: 5",
        "town/personas.yaml:16: 预期不能领（ineligible）的，不写 worth",
    ),
    "a start of what has begun": (
        PERSONAS,
        "basis: up_to",
        "basis: up_to, eligible_from: 2027-01-01",
        "town/personas.yaml:15: 只有以后才能领（upcoming）的才写 eligible_from",
    ),
    "answers given after the check": (
        PERSONAS,
        "as_of: 2026-10-01",
        "as_of: 2026-12-01",
        "town/personas.yaml:6: 回答的日期（as_of）晚于查询的日期",
    ),
    "two personas of one code": (
        PERSONAS,
        "code: town-doctor",
        "code: city-nobody",
        "town/personas.yaml:2: 样例人物代码“city-nobody”重复了",
    ),
    "broken YAML": (TOWN, "summary: 每年 6000 元。", "summary: [每年", "town/policies.yaml:"),
    "a key twice": (
        TOWN,
        "    summary: 每年",
        "    name: 又一个\n    summary: 每年",
        "town/policies.yaml:4: 同一处写了两个相同的键",
    ),
    "a list that is none": (
        "common/sections.yaml",
        "  - {code: study, name: 学历}\n  - {code: work, name: 工作, help: 在哪里工作}\n",
        "  study\n",
        "common/sections.yaml:1: sections 要写成列表",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_mistake_is_named_with_its_place(case, tmp_path):
    file, old, new, expected = CASES[case]
    found = mistakes(tmp_path, (file, old, new))
    assert any(mistake.startswith(expected) for mistake in found), found


def test_follow_ups_in_a_circle_are_named(tmp_path):
    changes = [
        (COMMON, "    changeable: true\n", "    asked_if: [{question: area, at_least: 1}]\n"),
        (COMMON, "    name: 面积\n", "    name: 面积\n    asked_if: [{question: employed, is: true}]\n"),
    ]
    assert "common/questions.yaml:30: “employed”和“area”互相决定问不问，请去掉其中一个条件" in mistakes(
        tmp_path, *changes
    )


def test_dates_and_months_decide_no_follow_up(tmp_path):
    condition = "    name: 面积\n    asked_if: [{question: insured_months, at_least: 1}]\n"
    found = mistakes(tmp_path, (COMMON, "    name: 面积\n", condition))
    assert found == ["common/questions.yaml:53: 月数题“insured_months”不能决定问不问别的问题，请换一个问题"]


def test_every_mistake_is_reported_at_once(tmp_path):
    changes = [
        (TOWN, "category: housing", "category: House"),
        (TOWN, "amount: 6000", "amount: -1"),
        (CITY, "parameter: wage", "parameter: wages"),
        ("town/region.yaml", "title:", "titel:"),
        ("common/sections.yaml", "sections:", "sections: ["),
    ]
    found = mistakes(tmp_path, *changes)
    places = {mistake.split(":")[0] for mistake in found}
    assert places >= {TOWN, CITY, "town/region.yaml", "common/sections.yaml"}
    assert len([mistake for mistake in found if mistake.startswith(TOWN)]) == 2


@pytest.mark.parametrize("name", ["measures", "personas"])
def test_what_belongs_to_a_region_is_not_common(name, tmp_path):
    small.write(tmp_path)
    (tmp_path / "town" / f"{name}.yaml").rename(tmp_path / "common" / f"{name}.yaml")
    assert any(
        mistake.startswith(f"common/{name}.yaml:2: ") and "请写在那个地区的文件夹里" in mistake
        for mistake in mistakes_as_they_stand(tmp_path)
    )


def test_synonyms_are_shared_by_all_places(tmp_path):
    small.write(tmp_path)
    (tmp_path / "common" / "synonyms.yaml").rename(tmp_path / "town" / "synonyms.yaml")
    assert "town/synonyms.yaml:2: 同义词各地共用，请写在 common 文件夹里" in mistakes_as_they_stand(tmp_path)


def test_an_answer_cannot_hold_from_a_day_that_is_not_asked_for(tmp_path):
    changes = (
        (COMMON, "{question: education, at_least: bachelor}", "{question: employed, is: true}"),
        ("city/questions.yaml", "          - {question: education, is: none}\n", ""),
    )
    expected = "“graduation_date”的 asked_if 没有看“education”，选了“博士”的人不一定会被问到哪一天"
    assert f"common/questions.yaml:12: {expected}" in mistakes(tmp_path, *changes)


def test_a_purchase_in_the_future_is_no_answer(tmp_path):
    changes = (
        (COMMON, "    name: 毕业\n", "    name: 毕业\n    past_only: true\n"),
        (COMMON, ", begins_on: graduation_date", ""),
        (PERSONAS, "2025-06-30", "2026-10-02"),
    )
    assert mistakes(tmp_path, *changes) == [
        "town/personas.yaml:9: “graduation_date”不能晚于回答的那天（2026-10-01），现在是 2026-10-02"
    ]


def test_a_file_of_unknown_name_is_not_passed_over(tmp_path):
    small.write(tmp_path)
    (tmp_path / "town" / "polices.yaml").write_text("policies: []")
    assert mistakes(tmp_path)[0].startswith("town/polices.yaml:1: 不认识的文件名，是不是 policies")


def test_a_folder_without_a_pack_is_a_mistake(tmp_path):
    from policies.catalogue.packs import reading

    with pytest.raises(reading.BrokenPack, match="这里没有政策包"):
        reading.load([tmp_path / "nowhere"])


def test_a_mistake_names_its_file_from_where_one_stands(tmp_path, monkeypatch):
    from policies.catalogue.packs import reading

    small.write(tmp_path / "packs", (TOWN, "amount: 6000", "amount: -1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(reading.BrokenPack) as error:
        reading.load([tmp_path / "packs"])
    assert str(error.value) == "packs/town/policies.yaml:20: amount 不能小于 0"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(file, old, new) for file, old, new, _ in CASES.values()]
    + [
        ("city/questions.yaml", "    any_of:\n", "    anyof:\n"),
        (
            "city/questions.yaml",
            "also_asked_if:\n  - question: graduation_date",
            "also_asked_if:\n  - x\n  - question: y",
        ),
        (TOWN, "policies:\n", "policies:\n  - just a text\n"),
    ],
)
def test_a_broken_pack_is_named_beside_what_is_there(file, old, new, tmp_path):
    from policies.catalogue.packs import reading

    there, _ = reading.load([small.write(tmp_path / "there")])
    with pytest.raises(reading.BrokenPack):
        reading.load([small.write(tmp_path / "new", (file, old, new))], beside=there)
