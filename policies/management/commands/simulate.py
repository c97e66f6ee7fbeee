"""manage.py simulate: what a change of the rules comes to for a whole population, as tables, csv and a page."""

import os
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from policies.answers import today
from policies.management.in_chinese import StaffCommand
from policies.screening.files.refusals import in_words
from policies.screening.simulation.refused import CannotSimulate

KINDS = (".csv", ".html")
MOST_BAD_ROWS = 20
EXAMPLES = """\
  manage.py simulate --synthetic 10000 --seed 1
  manage.py simulate --persons people.csv --change 政策代码.recurring.amount=8000 --out result.html
  manage.py simulate --before packs/old --after packs/new --persons people.parquet --budget 政策代码=2000000
"""
WHOM: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("--persons", {"type": Path, "metavar": "文件"}, "名单：csv、xlsx 或 parquet，列和 manage.py screen 一样"),
    ("--synthetic", {"type": int, "metavar": "人数"}, "不用名单，编一批人"),
)
OPTIONS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("--seed", {"type": int, "default": 1}, "编人用的种子，相同的种子编出相同的人"),
    ("--population", {"type": Path, "metavar": "文件"}, "编人用的分布，写法和 manage.py make_persons 一样"),
    ("--key", {"metavar": "列"}, "名单里哪一列认人；要和 --key-secret 一起写"),
    ("--key-secret", {"type": Path, "metavar": "文件"}, "把那一列换成编号用的密钥文件"),
    ("--before", {"type": Path, "metavar": "政策包"}, "改以前的政策包，和 --after 一起写"),
    ("--after", {"type": Path, "metavar": "政策包"}, "改以后的政策包"),
    ("--region", {"default": settings.DEFAULT_REGION}, "按哪个地区自查（代码）"),
    ("--on", {"metavar": "日期"}, "按哪一天算，例如 2026-11-30；不写就是今天"),
    ("--as-of", {"metavar": "日期"}, "名单里的回答是哪一天的；不写就是按哪一天算的那天"),
    ("--workers", {"type": int, "default": os.cpu_count() or 1}, "用几个处理器"),
)
REPEATED = (
    ("--skip", "列", "名单里不用的列，可以写几次"),
    (
        "--change",
        "路径=值",
        "试着改一处，可以写几次；路径是 代码.键.键，列表里写代码或第几条，例如 代码.recurring.amount=8000",
    ),
    ("--by", "问题", "按什么分组，可以写几次：问题或列，数和日期可以分段，例如 age=0,25,30,35；不写就按设置里的"),
    ("--budget", "代码=元", "某项政策只有这么多钱，可以写几次"),
)


class Command(StaffCommand):
    help = (
        "政策改了以后，多少人得到、失去，每年多花多少钱。"
        "现行的发布和后台里未发布的内容比；也可以比试着写的改动，或者两个政策包"
    )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog = "例如：\n" + EXAMPLES
        return parser

    def add_arguments(self, parser: Any) -> None:
        several = {"action": "append", "default": []}
        whom = parser.add_mutually_exclusive_group(required=True)
        for option, more, words in WHOM:
            whom.add_argument(option, help=words, **more)
        for option, more, words in OPTIONS:
            parser.add_argument(option, help=words, **more)
        for option, metavar, words in REPEATED:
            parser.add_argument(option, metavar=metavar, help=words, **several)
        parser.add_argument("--out", type=Path, metavar="文件", help="写成 .csv 或 .html，可以写几次", **several)

    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["out"]:
            if path.suffix.lower() not in KINDS:
                raise CommandError(f"--out {path}：结果写成 .csv 或 .html")
            if not path.parent.is_dir():
                raise CommandError(f"--out {path}：没有文件夹 {path.parent}，请先建好")
            read = [options[name] for name in ("persons", "population", "key_secret") if options[name]]
            if path.resolve() in [one.resolve() for one in read]:
                raise CommandError(f"--out {path}：不能就是输入的文件，请换一个名字")
        try:
            self.simulate(options)
        except CannotSimulate as refused:
            *others, last = refused.sentences
            for sentence in others:
                self.stderr.write(sentence)
            raise CommandError(last) from refused

    def simulate(self, options: dict[str, Any]) -> None:
        from policies.screening.simulation import orders, page, terminal

        order = orders.SimulationOrder(
            sides=_sides(options),
            region=options["region"],
            on=_day(options["on"]) or today(),
            budgets=options["budget"],
            by=options["by"],
            dimensions_file=Path(settings.SIMULATION_DIMENSIONS) if settings.SIMULATION_DIMENSIONS else None,
            as_of=_day(options["as_of"]),
        )
        order.check(() if options["persons"] is None else None)
        people = _people(order, options)
        report = orders.carry_out(order, people, self.progress(people.total, options), self.workers(people, options))
        for sentence in people.left_out[:MOST_BAD_ROWS]:
            self.stderr.write(sentence)
        self.stdout.write(terminal.text(report))
        for path in options["out"]:
            text = page.html(report) if path.suffix.lower() == ".html" else page.csv_text(report)
            with _whole(path) as file:
                file.write(text)
            self.stdout.write(f"已写到 {path}")

    def workers(self, people: Any, options: dict[str, Any]) -> int:
        """A second process takes longer to begin than few persons take."""
        few = people.total is not None and people.total < FEW
        return 1 if few else max(1, options["workers"])

    def progress(self, total: int | None, options: dict[str, Any]) -> Callable[[int], None] | None:
        if not options["verbosity"] or not self.stderr.isatty():
            return None
        whole = f" / {total:,}" if total else ""
        return lambda done: self.stderr.write(f"\r已经算了 {done:,}{whole} 人", ending="")


FEW = 5000


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CannotSimulate(f"日期要写成 2026-11-30 这样，写的是 {text}") from error


def _sides(options: dict[str, Any]) -> Any:
    from policies.screening.simulation import two_sides

    before, after, changes = options["before"], options["after"], options["change"]
    if (before is None) != (after is None):
        raise CannotSimulate("--before 和 --after 要一起写：比较两个政策包")
    if before is not None:
        return two_sides.packs(before, after, changes)
    return two_sides.with_changes(changes) if changes else two_sides.unpublished()


def _people(order: Any, options: dict[str, Any]) -> Any:
    from policies.screening.simulation.people import refuse_without_programs

    refuse_without_programs()
    from policies.screening.simulation.listed import FileKey, ListedPeople
    from policies.screening.simulation.made_up import Synthetic

    if options["persons"] is None:
        return Synthetic(order, options["synthetic"], options["seed"], options["population"])
    key = FileKey(options["key"], options["key_secret"])
    return ListedPeople(options["persons"], order, key, options["skip"], order.wanted_columns)


@contextmanager
def _whole(path: Path) -> Any:
    """Under its name stands all of it or nothing. Raises CannotSimulate."""
    unfinished = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        try:
            # What may be read of it is up to whoever runs the command, as of any file that they write.
            with unfinished.open("x", encoding="utf-8", newline="") as file:
                yield file
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CannotSimulate(f"写不了 {path}：{in_words(error)}") from error
