"""The document: the one form of the catalogue that packs, releases, exports and differences share.

A pack file holds some of the lists below; a document holds all of them. Everything is plain data: texts, whole yuan,
ISO dates, and decimals as strings, so that the canonical JSON of a document has one spelling. What one entry says is
checked here; what entries say about one another is checked in `validation`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from . import folding, texts
from .canonical import spelled

CODE_PATTERN = r"^[a-z][a-z0-9-]*$"
KEY_PATTERN = r"^[a-z][a-z0-9_]*$"
SOURCE_CODE_PATTERN = r"^[A-Za-z][A-Za-z0-9-]*$"
FORMER_PATTERN = r"^[A-Za-z][A-Za-z0-9_-]*$"
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=60)]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=60)]
SourceCode = Annotated[str, StringConstraints(pattern=SOURCE_CODE_PATTERN, max_length=30)]
FormerCode = Annotated[str, StringConstraints(pattern=FORMER_PATTERN, max_length=60)]


def problem(message: str) -> PydanticCustomError:
    """An error whose text is already a sentence for a clerk; braces in it stand for themselves."""
    return PydanticCustomError("document", "{message}", {"message": message})


def _seen(text: str) -> str:
    if marked := texts.unseen(text):
        raise problem(f"这段文字里有看不见的字符，请删掉：“{marked}”")
    return text


def _web(address: str) -> str:
    if address and (wrong := texts.wrong_with_address(address)):
        raise problem(f"{wrong}；现在写的是“{address}”")
    return address


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_seen)]
OptionalText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_seen)]
WebAddress = Annotated[OptionalText, AfterValidator(_web)]
Yuan = Annotated[StrictInt, Field(ge=0, le=10**12)]
Position = Annotated[StrictInt, Field(ge=0, le=10**6)]
Number = Annotated[
    Decimal, Field(max_digits=16, decimal_places=4, allow_inf_nan=False), PlainSerializer(spelled, return_type=str)
]
Months = Annotated[StrictInt, Field(ge=0, le=1200)]


def _without_floats(value: Any) -> Any:
    """A number with decimals as its text, as the document spells it: 200.50 in YAML is 200.5."""
    if isinstance(value, list):
        return [_without_floats(one) for one in value]
    return spelled(Decimal(repr(value))) if isinstance(value, float) else value


# An answer, or what a condition compares it with: which types fit its question is looked at in `conditions`.
Plain = Annotated[Any, BeforeValidator(_without_floats)]

OPERATORS = (
    "is",
    "is_not",
    "in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "months_since_at_least",
    "months_since_at_most",
)


def _word(text: str) -> str:
    if len(text) < 2 or folding.words(text) != [folding.folded(text)]:
        raise problem(f"“{text}”要写成一个词：至少两个字，里面没有空格和标点")
    return text


Word = Annotated[Text, AfterValidator(_word)]


class Entry(BaseModel):
    """Anything written in a document: unknown keys are refused, nothing is coerced silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Coded(Entry):
    """`formerly`: the codes that the entry had before; whatever was written with them is still read."""

    formerly: list[FormerCode] = []

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = handler(self)
        return entry if self.formerly else {name: value for name, value in entry.items() if name != "formerly"}


class Region(Coded):
    """`picker_name`: what it is called where one chooses a region, if that is not its name."""

    code: Code
    name: Text
    picker_name: OptionalText = ""
    parent: Code | None = None
    position: Position = 0


class Window(Entry):
    """From when to when a policy runs. `doubtful_until`: the verdict is unknown after `ends_on` until that day.

    `measured_at` names a date question: the window is then measured on that event instead of the day evaluated.
    """

    starts_on: date
    ends_on: date | None = None
    doubtful_until: date | Literal["no_limit"] | None = None
    measured_at: Key | None = None
    inferred: StrictBool = False
    note: OptionalText = ""

    @model_validator(mode="after")
    def in_order(self) -> Window:
        if self.ends_on and self.ends_on < self.starts_on:
            raise problem("结束日期早于开始日期，请改其中一个")
        if self.doubtful_until and not self.ends_on:
            raise problem("写了存疑到哪天，就要先写结束日期")
        if isinstance(self.doubtful_until, date) and self.ends_on and self.doubtful_until <= self.ends_on:
            raise problem("存疑到的日期要晚于结束日期")
        return self


class Source(Coded):
    """A document that grants policies; `window` and `caveat` hold for each of its policies."""

    code: SourceCode
    region: Code
    title: Text
    number: OptionalText = ""
    issuer: OptionalText = ""
    issued_on: date
    issued_inferred: StrictBool = False
    url: WebAddress = ""
    window: Window
    caveat: OptionalText = ""


class Section(Coded):
    """A page of the wizard."""

    code: Code
    name: Text
    help: OptionalText = ""


class Condition(Entry):
    """A question, one operator and its value; or `any_of` several conditions, each of them one or `all_of` several.

    `inferred`: our reading, the source does not say it. `widens`: the reading adds a way to those that the source
    states; whoever fails it is not kept out by us. `since`, `until`: changes of the policy; it holds only from the one
    on and until the other comes.
    """

    question: Key | None = None
    is_: Plain = Field(default=None, alias="is")
    is_not: Plain = None
    in_: list[Plain] | None = Field(default=None, alias="in")
    at_least: Plain = None
    at_most: Plain = None
    more_than: Plain = None
    less_than: Plain = None
    months_since_at_least: Months | None = None
    months_since_at_most: Months | None = None
    measured_at: Key | None = None
    inferred: StrictBool = False
    widens: StrictBool = False
    note: OptionalText = ""
    source: SourceCode | None = None
    clause: OptionalText = ""
    since: Code | None = None
    until: Code | None = None
    any_of: list[Condition] | None = None
    all_of: list[Condition] | None = None

    @property
    def operator(self) -> str:
        return next(name for name in OPERATORS if self._operand(name) is not None)

    @property
    def value(self) -> Any:
        return self._operand(self.operator)

    def _operand(self, name: str) -> Any:
        return getattr(self, {"is": "is_", "in": "in_"}.get(name, name))

    @model_validator(mode="after")
    def one_thing(self) -> Condition:
        parts = [name for name in ("question", "any_of", "all_of") if getattr(self, name) is not None]
        if len(parts) != 1:
            raise problem("一个条件要么写一个问题（question），要么写“满足其一”（any_of）")
        operands = [name for name in OPERATORS if self._operand(name) is not None]
        if parts == ["question"]:
            if len(operands) != 1:
                raise problem(f"一个条件要写一种比较，例如 is、at_least，现在写了 {len(operands)} 种")
            if self.measured_at and not operands[0].startswith("months_since"):
                raise problem("measured_at 只用于“满几个月”这种条件")
        elif operands or self.measured_at or self.inferred or self.widens or self.note or self.source or self.clause:
            raise problem("比较、出处和说明要写在 any_of 里面的每个条件上")
        if self.widens and not self.inferred:
            raise problem("“推断放宽的”（widens）只用于推断的条件，请同时写 inferred: true")
        if parts != ["question"] and not (self.any_of or self.all_of):
            raise problem("any_of 或 all_of 里面至少写一个条件")
        return self

    @model_serializer(mode="wrap")
    def what_is_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only the operator that is there, and of an any-of its branches and changes; `widens` where it does."""
        entry = handler(self)
        for branches in ("any_of", "all_of"):
            if entry.get(branches):
                dated = {name: entry[name] for name in ("since", "until") if entry.get(name)}
                return {branches: entry[branches], **dated}
        if not entry.get("widens"):
            entry.pop("widens", None)
        return {name: value for name, value in entry.items() if value is not None}


def _flat(conditions: list[Condition], *, dated: bool = False) -> None:
    """Any-of holds single conditions and all-ofs of single conditions; nothing nests deeper.

    `dated`: whether they are a policy's, which may hold since or until one of its changes.
    """
    for condition in conditions:
        if not dated and (condition.since or condition.until):
            raise problem("since 和 until 只用于政策和档次的条件")
        if condition.all_of:
            raise problem("all_of 只能写在 any_of 里面；并列的条件直接一条条写")
        if condition.widens:
            raise problem("“推断放宽的”（widens）只用于 any_of 里面的情况：文件没有这一种情况，是我们加的")
        for branch in condition.any_of or []:
            if branch.any_of or any(inner.question is None for inner in branch.all_of or []):
                raise problem("any_of 里面不能再套 any_of，请把它展开成几种情况")
            if any(one.since or one.until for one in (branch, *(branch.all_of or []))):
                raise problem("since 和 until 写在整个 any_of 上，不写在里面的某一种情况上")


Readily = Literal["planned", "effort", "seldom"]


class Choice(Coded):
    """`final`: whoever is there can never be anywhere else again, such as who has bought.

    `settled`: whoever is there seldom goes elsewhere. `readily`: how readily one comes to it, where that is not as the
    question says.
    `begins_on`: a date question; this answer holds from that day on, as of who has signed and has not started.
    """

    value: Key
    label: Text
    help: OptionalText = ""
    final: StrictBool = False
    settled: StrictBool = False
    readily: Readily | None = None
    begins_on: Key | None = None


class Question(Coded):
    """What is asked; `region` is filled in from the folder of the pack, and empty for a question all regions share.

    `asked_if` and `implied`: when it is a follow-up, and what holds where it is not asked.
    `implied` is a value of the question's type, "none" for a date that never was, or null (stays unknown).
    `grows_if` (type months): while this holds, the number grows by one each full month after it was stated.
    `grows_yearly` (type int): years of life, one more in each year, on a day that nobody asks for. `yes_lasts_years`
    (type bool): a yes speaks of the year of the answer and so many years before it, so that it surely holds to the end
    of that year and may hold for so many more.
    `negative`: the answer that says 「没有」, false or one of the choices; several such questions can be answered with
    it by one tick. Null where that is not offered.
    `usual_least`, `usual_most` (types with a number): whoever writes less or more is asked whether it is meant, with
    `usual_note` beside it; confirmed, it counts like any other.
    `readily`: of a changeable one, how readily a person comes to another answer: as planned anyway, with effort (null)
    or seldom. A date can be changed only as long as there is none.
    `about`: questions whose answers this one is about, as a graduation date is about one degree: with another degree it
    counts no longer until it is confirmed. `local`: it is about the region that is checked.
    """

    key: Key
    region: Code | None = None
    section: Code
    position: Position
    type: Literal["choice", "bool", "int", "months", "money", "date"]
    label: Text
    name: Text
    help: OptionalText = ""
    unit: OptionalText = ""
    yes: OptionalText = ""
    no: OptionalText = ""
    ordered: StrictBool = False
    choices: list[Choice] = []
    changeable: StrictBool = False
    readily: Readily | None = None
    past_only: StrictBool = False
    asked_if: list[Condition] = []
    implied: Annotated[StrictBool | StrictInt | str | None, BeforeValidator(_without_floats)] = None
    grows_if: list[Condition] = []
    grows_yearly: StrictBool = False
    yes_lasts_years: Annotated[StrictInt, Field(ge=0, le=50)] | None = None
    negative: StrictBool | str | None = None
    usual_least: Yuan | None = None
    usual_most: Yuan | None = None
    usual_note: OptionalText = ""
    about: list[Key] = []
    local: StrictBool = False

    @model_validator(mode="after")
    def fits_its_type(self) -> Question:
        if (self.type == "choice") != bool(self.choices):
            raise problem("选择题（choice）要写 choices，其他题型不写")
        if self.ordered and self.type != "choice":
            raise problem("ordered 只用于选择题")
        if self.past_only and self.type != "date":
            raise problem("past_only 只用于日期题")
        if self.type == "bool" and not (self.yes and self.no):
            raise problem("是非题要写 yes 和 no：答“是”和答“否”各怎么说")
        if self.grows_if and self.type != "months":
            raise problem("grows_if 只用于月数题（months）")
        self._ages_by_its_type()
        values = [choice.value for choice in self.choices]
        if len(values) != len(set(values)):
            raise problem("choices 里有重复的 value")
        if len(self.about) != len(set(self.about)):
            raise problem("about 里有重复的问题")
        _flat(self.asked_if)
        _flat(self.grows_if)
        return self

    def _ages_by_its_type(self) -> None:
        if self.grows_yearly and self.type != "int":
            raise problem("grows_yearly 只用于整数题（int），例如年龄")
        if self.yes_lasts_years is not None and self.type != "bool":
            raise problem("yes_lasts_years 只用于是非题（bool）")

    @model_validator(mode="after")
    def usual_is_a_range_of_numbers(self) -> Question:
        if self.usual_least is None and self.usual_most is None:
            if self.usual_note:
                raise problem("写了 usual_note，就要写 usual_least 或 usual_most：什么时候提醒")
        elif self.type not in ("int", "months", "money"):
            raise problem("usual_least 和 usual_most 只用于数字题（int、months、money）")
        elif None not in (self.usual_least, self.usual_most) and self.usual_most < self.usual_least:  # type: ignore[operator]
            raise problem("usual_most 少于 usual_least，请改其中一个")
        return self

    @model_validator(mode="after")
    def readily_of_what_changes(self) -> Question:
        if not self.changeable and (self.readily or any(choice.readily for choice in self.choices)):
            raise problem("readily 只用于本人可以改变的问题，请同时写 changeable: true")
        return self

    @model_validator(mode="after")
    def negative_is_an_answer(self) -> Question:
        if self.negative is None:
            return self
        if self.type not in ("bool", "choice"):
            raise problem("negative 只用于是非题和选择题")
        if self.type == "bool" and self.negative is not False:
            raise problem("是非题的 negative 只能写 false，或者不写")
        if self.type == "choice" and self.negative not in [choice.value for choice in self.choices]:
            raise problem("选择题的 negative 要写 choices 里的一个 value")
        return self


class AlsoAskedIf(Entry):
    """A region's own reasons to ask a shared question: further alternatives of its `asked_if`."""

    question: Key
    any_of: list[Condition] = Field(min_length=1)


class ParameterValue(Entry):
    starts_on: date
    value: Annotated[Number, Field(ge=0)]
    basis: Literal["fixed", "up_to", "at_least"] = "fixed"
    inferred: StrictBool = False
    note: OptionalText = ""


class Parameter(Coded):
    key: Key
    region: Code
    name: Text
    unit: Text
    help: OptionalText = ""
    values: list[ParameterValue] = []


class Group(Coded):
    """Policies of which a person takes one at most; `basis` says why, for the citizen."""

    code: Code
    region: Code | None = None
    name: Text
    note: OptionalText = ""
    source: SourceCode | None = None
    clause: OptionalText = ""
    inferred: StrictBool = False


class Factor(Entry):
    """A number in a formula: an answer (at most `limit` of it) or a parameter (on the day of `at`, else today)."""

    question: Key | None = None
    parameter: Key | None = None
    limit: Annotated[StrictInt, Field(ge=1)] | None = None
    at: Key | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Factor:
        if (self.question is None) == (self.parameter is None):
            raise problem("算式的一项要么是问题（question），要么是参数（parameter）")
        if self.at and not self.parameter:
            raise problem("at 只用于参数")
        return self


class Formula(Entry):
    coefficient: Annotated[Number, Field(gt=0)]
    factors: list[Factor] = Field(min_length=1)


class Part(Entry):
    """An amount in yuan for one of `per`; without amount and formula it is not published."""

    amount: Yuan | None = None
    formula: Formula | None = None
    basis: Literal["fixed", "up_to", "at_least", "unspecified"] = "fixed"

    @model_validator(mode="after")
    def amount_fits_basis(self) -> Part:
        if self.amount is not None and self.formula is not None:
            raise problem("金额和算式只能写一个")
        if (self.amount is None and self.formula is None) != (self.basis == "unspecified"):
            raise problem("没有公布金额时写 basis: unspecified，公布了就写 amount 或 formula")
        return self


class RecurringPart(Part):
    """Paid every `period`, `count` times at most; no count: the document states no limit."""

    period: Literal["month", "year"]
    count: Annotated[StrictInt, Field(ge=1, le=600)] | None = None


class Cap(Entry):
    """The most the whole award can come to."""

    amount: Yuan | None = None
    formula: Formula | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Cap:
        if (self.amount is None) == (self.formula is None):
            raise problem("封顶要么写 amount，要么写 formula")
        return self


class Award(Entry):
    """What a policy or one of its tiers gives; see the ledger, 'Amounts'. No part at all: not published, or a service.

    `worth`: the ceiling of a loan or the value of a service per year; `times`: the number question that multiplies.
    """

    form: Literal["cash", "reimbursement", "discount", "loan", "service"]
    per: Literal["person", "household", "family_member", "hire", "project"] = "person"
    payee: Literal["person", "housing_fund", "firm"] = "person"
    once: Part | None = None
    recurring: RecurringPart | None = None
    times: Key | None = None
    cap: Cap | None = None
    worth: Yuan | None = None
    counted_from: Key | None = None
    note: OptionalText = ""

    @model_validator(mode="after")
    def parts_fit_form(self) -> Award:
        if self.form in ("loan", "service") and (self.once or self.recurring):
            raise problem("贷款和服务不写 once、recurring，额度或价值写在 worth")
        if self.form not in ("loan", "service") and self.worth is not None:
            raise problem("worth 只用于贷款和服务")
        return self


class Tier(Coded):
    code: Code
    name: Text
    conditions: list[Condition] = Field(min_length=1)
    award: Award

    @model_validator(mode="after")
    def flat(self) -> Tier:
        _flat(self.conditions, dated=True)
        return self


class ChangedTier(Entry):
    """The award of one tier from a change on."""

    tier: Code
    award: Award


class Change(Entry):
    """What a policy says otherwise from a day on; what is not written stays as it is.

    `measured_at` names a date question: it then concerns those whose event is on that day or later. Otherwise it holds
    for everybody from that day on. Conditions name it themselves, by `since` and `until`.
    """

    code: Code
    starts_on: date
    measured_at: Key | None = None
    source: SourceCode | None = None
    clause: OptionalText = ""
    note: OptionalText = ""
    award: Award | None = None
    tiers: list[ChangedTier] = []
    state: Literal["planned", "open", "budget_spent", "closed"] | None = None
    office: OptionalText = ""
    phone: OptionalText = ""

    @model_validator(mode="after")
    def of_everybody(self) -> Change:
        if self.measured_at and (self.state or self.office or self.phone):
            raise problem(
                "状态、负责单位和咨询电话只能从某一天起对所有人变，不能同时写 measured_at（按哪件事的日期算）"
            )
        return self

    @model_serializer(mode="wrap")
    def what_changes(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value not in (None, "", [])}


class Citation(Entry):
    source: SourceCode
    clause: Text


class Step(Entry):
    """One thing to do; `sourced`: a document says so, `general`: general guidance to be confirmed at the window."""

    text: Text
    basis: Literal["sourced", "general"]
    materials: list[Text] = []
    place: OptionalText = ""
    url: WebAddress = ""


class Policy(Coded):
    """One subsidy or service. The first citation is the one its conditions come from unless they name another.

    `changes`: what it says otherwise from a day on, known beforehand.
    """

    code: Code
    region: Code
    name: Text
    summary: Text
    audience: Literal["person", "organisation"] = "person"
    category: Literal["employment", "housing", "insurance", "startup", "talent", "health", "family", "life", "study"]
    state: Literal["draft", "planned", "open", "budget_spent", "closed"] = "open"
    budget_spent_on: date | None = None
    office: OptionalText = ""
    phone: OptionalText = ""
    citations: list[Citation] = Field(min_length=1)
    window: Window | None = None
    group: Code | None = None
    group_inferred: StrictBool = False
    unstated_conditions: StrictBool = False
    caveats: list[Text] = []
    conditions: list[Condition] = []
    award: Award | None = None
    tiers: list[Tier] = []
    changes: list[Change] = []
    steps: list[Step] = []
    checked_on: date | None = None
    internal_note: OptionalText = ""

    @model_validator(mode="after")
    def award_or_tiers(self) -> Policy:
        if (self.award is None) != bool(self.tiers):
            raise problem("没有分档的政策写一个 award，分档的政策把 award 写在每一档（tiers）里")
        if self.audience == "organisation" and (self.conditions or self.tiers or self.group):
            raise problem("单位申领的政策不参加个人自查，不写 conditions、tiers、group")
        _flat(self.conditions, dated=True)
        return self

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = super().without_what_never_was(handler)
        return entry if self.changes else {name: value for name, value in entry.items() if name != "changes"}


class Measure(Entry):
    """One of the measures a source announces by name, in its order, with the policies that carry it out."""

    number: Annotated[StrictInt, Field(ge=1, le=999)]
    region: Code
    source: SourceCode
    part: Text
    action: OptionalText = ""
    name: Text
    policies: list[Code] = []


class School(Entry):
    """A school the visitor can pick by name, and the answers that follow from it; the visitor may overrule them.

    `also`: what people call it for short, each of one school only.
    """

    name: Text
    also: list[Text] = []
    region: Code | None = None
    answers: dict[Key, Any] = Field(min_length=1)


class Synonym(Entry):
    """A word of the policies, and others by which the search finds what it finds by this one, and the other way."""

    name: Word
    words: list[Word] = Field(min_length=1)

    @model_validator(mode="after")
    def each_once(self) -> Synonym:
        folded = [folding.folded(word) for word in (self.name, *self.words)]
        if again := [word for word in folded if folded.count(word) > 1]:
            raise problem(f"“{again[0]}”写了不止一次，请只留一个")
        return self


class Expectation(Entry):
    """What a persona gets from one policy; what is not said is not compared. `worth`: as in an award."""

    policy: Code
    status: Literal["eligible", "upcoming", "unknown", "ineligible"]
    tier: Code | None = None
    total: Yuan | None = None
    basis: Literal["fixed", "up_to", "at_least", "unspecified"] | None = None
    worth: Yuan | None = None
    eligible_from: date | None = None
    eligible_until: date | None = None


class Persona(Entry):
    """A sample person; `as_of`: the day the answers were given (else `on`), `best_*`: the best set's sums in yuan."""

    code: Code
    region: Code
    name: Text
    story: Text
    on: date
    as_of: date | None = None
    answers: dict[Key, Plain]
    received: list[Code] = []
    expected: list[Expectation] = Field(min_length=1)
    best_total: Yuan | None = None
    best_low: Yuan | None = None


class Document(Entry):
    """A whole catalogue. Lists are in the order they are shown."""

    format: Literal[1] = 1
    regions: list[Region] = []
    sources: list[Source] = []
    sections: list[Section] = []
    questions: list[Question] = []
    also_asked_if: list[AlsoAskedIf] = []
    parameters: list[Parameter] = []
    groups: list[Group] = []
    policies: list[Policy] = []
    measures: list[Measure] = []
    schools: list[School] = []
    synonyms: list[Synonym] = []
    personas: list[Persona] = []
