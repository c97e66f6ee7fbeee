"""One question of the settings to its distribution; a mistake is noted with its key, something harmless stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.calculator.ruleset import Question, QuestionType
from policies.catalogue.validation.problems import listed, quoted, similar

from .distributions import (
    DAYS_IN_A_YEAR,
    DrawnQuestion,
    DrawnReceived,
    Fitting,
    Quantiles,
    Spread,
    SpreadOfGroup,
    Within,
)

Table = dict[str, Any]
DATES = {"days_ago": (1.0, False), "years_ago": (DAYS_IN_A_YEAR, False)}
DATES |= {"days_after": (1.0, True), "years_after": (DAYS_IN_A_YEAR, True)}
NUMBERS = (QuestionType.INT, QuestionType.MONTHS, QuestionType.MONEY)
# The keys of a spread by type, and those of a question beside it.
SPREAD = {
    QuestionType.CHOICE: ("shares",),
    QuestionType.BOOL: ("yes",),
    **dict.fromkeys(NUMBERS, ("quantiles", "of")),
    QuestionType.DATE: (*DATES, "of"),
}
OWN = ("unknown", "when", "type")
OF_A_DATE = ("month_only", "latest_days", "usual_days", "usual_share")
HARMLESS = Quantiles((0, 1), (0, 0))


class SettingsReader:
    """`questions`: all that may be named, variables too."""

    def __init__(self, questions: Mapping[str, Question], mistakes: list[str]) -> None:
        self.questions, self.mistakes = questions, mistakes

    def question(self, path: str, key: str, table: Table) -> DrawnQuestion:
        kind = self.questions[key].type
        spread_keys = ("ticked",) if self._is_many(key) else SPREAD[kind]
        own = (*OWN, *OF_A_DATE) if kind is QuestionType.DATE else OWN
        self._only(path, table, (*spread_keys, *own))
        latest = table.get("latest_days")
        if latest is not None and (not isinstance(latest, int) or isinstance(latest, bool)):
            self._note(f"{path}.latest_days", f"要写一个整数，写的是{quoted(latest)}")
            latest = None
        groups = self._groups(path, table, spread_keys)
        return DrawnQuestion(
            key,
            kind,
            self._spread(path, key, table),
            tuple(SpreadOfGroup(fits, self._spread(at, key, rest)) for at, fits, rest in groups),
            self._share(path, table, "unknown"),
            self._share(path, table, "month_only"),
            latest,
            self._usual_days(path, table),
            self._share(path, table, "usual_share"),
        )

    def received(self, path: str, code: str, table: Table) -> DrawnReceived:
        self._only(path, table, ("share", "payments", "when"))
        groups = self._groups(path, table, ("share",))
        payments = self._quantiles(f"{path}.payments", table["payments"]) if "payments" in table else None
        return DrawnReceived(
            code,
            Spread(yes=self._share(path, table, "share")),
            tuple(SpreadOfGroup(fits, Spread(yes=self._share(at, rest, "share"))) for at, fits, rest in groups),
            payments,
        )

    def _note(self, path: str, sentence: str) -> None:
        self.mistakes.append(f"{path}：{sentence}")

    def _only(self, path: str, table: Table, known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                self._note(f"{path}.{key}", f"这里不能写这个键{similar(key, known)}，可以写 {listed(known)}")

    def _is_many(self, key: str) -> bool:
        return self.questions[key].many

    def _groups(self, path: str, table: Table, spread_keys: tuple[str, ...]) -> list[tuple[str, Any, Table]]:
        groups = table.get("when", [])
        if not isinstance(groups, list) or not all(isinstance(one, dict) for one in groups):
            self._note(f"{path}.when", f"要写成 [[{path}.when]]")
            return []
        found = []
        for number, group in enumerate(groups, 1):
            at = f"{path}.when（第 {number} 组）"
            self._only(at, group, ("if", *spread_keys))
            wanted = group.get("if")
            if not isinstance(wanted, dict) or not wanted:
                self._note(f"{at}.if", "要写成 { 别的题 = … }，至少写一道题")
                continue
            known = {key: one for key, one in wanted.items() if self._is_known(f"{at}.if.{key}", key)}
            fits = {key: self._fitting(f"{at}.if.{key}", key, one) for key, one in known.items()}
            found.append((at, fits, {key: value for key, value in group.items() if key != "if"}))
        return found

    def _is_known(self, path: str, key: str) -> bool:
        if key not in self.questions:
            self._note(path, f"没有 {key} 这道题，也没有这个变量{similar(key, self.questions)}")
        return key in self.questions

    def _fitting(self, path: str, key: str, wanted: Any) -> Fitting:
        kind = self.questions[key].type
        if kind in NUMBERS:
            return self._within(path, wanted)
        if kind is QuestionType.DATE or self._is_many(key):
            self._note(path, "if 里只能写单选题、是否题和数字题")
            return frozenset()
        several = wanted if isinstance(wanted, list) else [wanted]
        allowed = [True, False] if kind is QuestionType.BOOL else list(self.questions[key].choices)
        for one in several:
            if not any(type(one) is type(other) and one == other for other in allowed):
                said = "true 或 false" if kind is QuestionType.BOOL else listed(map(str, allowed))
                self._note(path, f"没有{quoted(one)}这个答案，可以写 {said}")
                return frozenset()
        return frozenset(several)

    def _within(self, path: str, wanted: Any) -> Within:
        if _is_number(wanted):
            return Within(wanted, wanted)
        if not isinstance(wanted, dict) or not wanted or wanted.keys() - {"at_least", "at_most"}:
            self._note(path, "要写一个数，或者 { at_least = …, at_most = … }")
            return Within()
        if not all(map(_is_number, wanted.values())):
            self._note(path, "at_least、at_most 要写数字")
            return Within()
        return Within(wanted.get("at_least"), wanted.get("at_most"))

    def _spread(self, path: str, key: str, table: Table) -> Spread:
        kind = self.questions[key].type
        if self._is_many(key):
            return Spread(ticked=self._by_choice(f"{path}.ticked", key, table.get("ticked"), most=1))
        if kind is QuestionType.CHOICE:
            weights = self._by_choice(f"{path}.shares", key, table.get("shares"))
            if not any(weights.values()):
                self._note(f"{path}.shares", "至少一个选项的份数要大于 0")
            return Spread(weights=weights)
        if kind is QuestionType.BOOL:
            if "yes" not in table:
                self._note(f"{path}.yes", "没有写，要写 0 到 1")
            return Spread(yes=self._share(path, table, "yes"))
        return self._of_date(path, key, table) if kind is QuestionType.DATE else self._of_number(path, key, table)

    def _by_choice(self, path: str, key: str, shares: Any, most: float | None = None) -> dict[str, float]:
        choices = self.questions[key].choices
        if not isinstance(shares, dict) or not shares:
            self._note(path, f"要写成 {{ 选项 = 份数 }}，选项有 {listed(choices)}")
            return {choices[0]: 1}
        for choice, share in shares.items():
            if choice not in choices:
                self._note(f"{path}.{choice}", f"没有这个选项{similar(choice, choices)}，可以写 {listed(choices)}")
            elif not _is_number(share) or share < 0 or (most is not None and share > most):
                said = "要写 0 到 1 的数" if most == 1 else "要写不小于 0 的数"
                self._note(f"{path}.{choice}", f"{said}，写的是{quoted(share)}")
        return {choice: share for choice, share in shares.items() if _is_number(share)}

    def _share(self, path: str, table: Table, key: str) -> float:
        share = table.get(key, 0)
        if not _is_number(share) or not 0 <= share <= 1:
            self._note(f"{path}.{key}", f"要写 0 到 1 的数，写的是{quoted(share)}")
            return 0
        return float(share)

    def _of_number(self, path: str, key: str, table: Table) -> Spread:
        of = self._other(path, key, table)
        if of is None and "quantiles" not in table:
            self._note(f"{path}.quantiles", "没有写，要写成 [[0, 最少], [1, 最多]]，中间可以再加")
        if "quantiles" not in table:
            return Spread(quantiles=Quantiles((0, 1), (1, 1)), of=of)
        quantiles = self._quantiles(f"{path}.quantiles", table["quantiles"])
        if min(quantiles.values) < 0:
            self._note(f"{path}.quantiles", "数字题的答案不能小于 0")
        return Spread(quantiles=quantiles, of=of)

    def _of_date(self, path: str, key: str, table: Table) -> Spread:
        named = [name for name in DATES if name in table]
        if len(named) != 1:
            self._note(path, f"{listed(DATES)} 里要写一个，也只能写一个")
            return Spread(quantiles=HARMLESS)
        days, after = DATES[named[0]]
        of = self._other(path, key, table)
        if after != (of is not None):
            self._note(f"{path}.of", f"写 {named[0]} 的时候{'要写' if after else '不能写'} of")
        elif of is not None and self.questions[of].type is not QuestionType.DATE:
            self._note(f"{path}.of", f"{of} 不是日期题")
        found = self._quantiles(f"{path}.{named[0]}", table[named[0]])
        return Spread(quantiles=Quantiles(found.shares, tuple(days * one for one in found.values)), of=of, after=after)

    def _other(self, path: str, key: str, table: Table) -> str | None:
        of = table.get("of")
        if of is None:
            return None
        if not isinstance(of, str):
            self._note(f"{path}.of", f"要写另一道题的键，写的是{quoted(of)}")
        elif not self._is_known(f"{path}.of", of):
            return None
        elif self.questions[of].type not in (*NUMBERS, QuestionType.DATE):
            self._note(f"{path}.of", f"{of} 不是数字题，也不是日期题")
        else:
            return of
        return None

    def _quantiles(self, path: str, pairs: Any) -> Quantiles:
        if not isinstance(pairs, list) or not all(
            isinstance(pair, list) and len(pair) == 2 and all(map(_is_number, pair)) for pair in pairs
        ):
            self._note(path, "要写成 [[占到多少, 多少], …]，例如 [[0, 0], [1, 12]]")
            return HARMLESS
        shares, values = tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)
        if len(pairs) < 2 or shares[0] != 0 or shares[-1] != 1:
            self._note(path, "第一组要从 0 开始，最后一组要到 1")
        elif list(shares) != sorted(shares) or list(values) != sorted(values):
            self._note(path, "每一组的两个数都要不小于前一组的")
        else:
            return Quantiles(tuple(map(float, shares)), tuple(map(float, values)))
        return HARMLESS

    def _usual_days(self, path: str, table: Table) -> tuple[tuple[int, int], ...]:
        days = table.get("usual_days", [])
        found = []
        for day in days if isinstance(days, list) else [days]:
            month, _, number = str(day).partition("-")
            if not (month.isdecimal() and number.isdecimal() and _is_a_day(int(month), int(number))):
                self._note(f"{path}.usual_days", f'要写每年都有的月和日，例如 "06-30"，写的是{quoted(day)}')
                return ()
            found.append((int(month), int(number)))
        if bool(found) != bool(table.get("usual_share")):
            self._note(f"{path}.usual_share", "usual_days 和 usual_share 要一起写")
        return tuple(found)


def _is_number(value: Any) -> bool:
    """Not infinite and no NaN."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _is_a_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
