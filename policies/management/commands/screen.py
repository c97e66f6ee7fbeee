"""manage.py screen: a whole table of persons assessed at once, with what a department needs to call them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import CommandError

from policies.answers import UnreadableAnswer, parse_text, today
from policies.calculator import portable
from policies.catalogue.catalogue import Catalogue
from policies.management.in_chinese import StaffCommand
from policies.publishing import live, stored
from policies.screening import dictionary, needed

if TYPE_CHECKING:
    from policies.screening.jobs.job import ScreenedFile
    from policies.screening.jobs.orders import ScreeningOrder

STOPPED = 130
STATUSES = {"eligible": "符合", "upcoming": "将来符合", "unknown": "还不能确定", "ineligible": "不符合"}


class Command(StaffCommand):
    help = "把一张一人一行的表（parquet、csv、xlsx）整个判断一遍：谁符合哪些补贴、从哪天起、多少钱"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", nargs="?", help="一人一行的表；每一列是一个问题，说明见 --dictionary")
        parser.add_argument("--out", help="结果写到哪里：.parquet、.csv 或 .xlsx")
        parser.add_argument("--on", metavar="DATE", help="按哪一天判断，默认今天")
        parser.add_argument("--as-of", metavar="DATE", help="表里的情况是哪一天的，默认和 --on 同一天")
        parser.add_argument("--region", help="地区的代码，默认和网站一样")
        parser.add_argument("--key", metavar="COLUMN", help="用这一列（例如身份证号）换成不能倒推的编号")
        parser.add_argument("--key-secret", type=Path, metavar="FILE", help="换编号用的密钥文件，只留在本部门")
        parser.add_argument("--skip", action="append", default=[], metavar="COLUMN", help="不用的列；可以写几次")
        parser.add_argument("--explain", action="store_true", help="另外写一张表：每人每项为什么符合或不符合")
        parser.add_argument("--newly", action="store_true", help="另外写一张名单：上次发布以后新符合的人")
        parser.add_argument("--since", type=int, metavar="NUMBER", help="和 --newly 一起：从第几次发布以后算")
        parser.add_argument("--soon", action="store_true", help="另外写一张名单：很快就会符合的人")
        parser.add_argument("--days", type=int, default=90, help="和 --soon 一起：多少天以内（默认 %(default)s）")
        parser.add_argument("--engine", choices=("polars", "duckdb", "spark"), default="polars", help="用什么计算")
        parser.add_argument("--master", metavar="URL", help="和 --engine spark 一起：集群的地址，例如 local[2]")
        parser.add_argument("--batch", type=int, default=50_000, metavar="N", help="一次做多少行（默认 %(default)s）")
        parser.add_argument("--write-rules", type=Path, metavar="FILE", help="只写出规则，给 spark-submit 用")
        parser.add_argument("--dictionary", action="store_true", help="只写出数据字典：有哪些列，怎么填")

    def handle(self, *args: Any, **options: Any) -> None:
        # Not as a `type` of argparse: what that raises as CommandError is a traceback on the command line.
        for name in ("on", "as_of"):
            options[name] = _day(options[name])
        catalogue = live.refresh()
        if catalogue is None:
            raise CommandError("还没有发布政策，先运行 manage.py publish")
        region = _region(options["region"], catalogue)
        if options["dictionary"]:
            self.stdout.write(dictionary.markdown(catalogue, region))
            return
        if options["write_rules"]:
            self.write_rules(options["write_rules"], portable.to_json(catalogue.ruleset(region)))
            return
        if not options["file"] or not options["out"]:
            raise CommandError("请写输入的表和 --out，例如 screen persons.csv --out results.parquet")
        try:
            (self.on_cluster if options["engine"] == "spark" else self.screen)(catalogue, region, options)
        except ImportError as error:
            if (sentence := needed.told(error)) is None:
                raise
            raise CommandError(sentence) from error

    def write_rules(self, path: Path, rules: str) -> None:
        from policies.screening.files.refusals import in_words

        try:
            path.write_text(rules, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"写不了 {path}：{in_words(error)}") from error
        self.stdout.write(str(path))

    def on_cluster(self, catalogue: Catalogue, region: str, options: dict[str, Any]) -> None:
        from policies.screening.files.refusals import CannotScreen
        from policies.screening.jobs import spark_job

        for name in ("explain", "newly", "soon", "key", "skip"):
            if options[name]:
                raise CommandError(f"--{name} 只在 polars 和 duckdb 上有，用 spark 时请去掉")
        source, out = options["file"], options["out"]
        if Path(source).suffix.lower() in (".csv", ".xlsx"):
            raise CommandError("spark 只读 parquet；文字的表用 polars（默认）来读")
        on = options["on"] or today()
        spark = spark_job.session(options["master"])
        try:
            ruleset = catalogue.ruleset(region)
            done = spark_job.screen(spark, ruleset, source, out, on, options["as_of"] or on)
        except CannotScreen as error:
            self.lines(error.table, self.stderr)
            raise CommandError(str(error)) from error
        finally:
            spark.stop()
        self.stdout.write(f"判断了 {done.good:,} 人，{done.bad:,} 行有问题没有用；结果在 {out}")

    def screen(self, catalogue: Catalogue, region: str, options: dict[str, Any]) -> None:
        from policies.screening.compiling.unsayable import Unsayable
        from policies.screening.files.progress import progress
        from policies.screening.files.refusals import CannotScreen
        from policies.screening.jobs.job import ScreeningJob
        from policies.screening.jobs.orders import ScreeningOrder

        on = options["on"] or today()
        try:
            order = ScreeningOrder(
                file=Path(options["file"]),
                out=Path(options["out"]),
                catalogue=catalogue,
                region=region,
                on=on,
                as_of=options["as_of"] or on,
                key=options["key"],
                secret=options["key_secret"],
                skip=tuple(options["skip"]),
                explain=options["explain"],
                soon=options["soon"],
                days=options["days"],
                earlier=_earlier(catalogue, options["since"]) if options["newly"] or options["since"] else None,
                engine=options["engine"],
                batch=options["batch"],
            )
            done = ScreeningJob(order, progress, self.stderr.write).run()
        except CannotScreen as error:
            self.lines(error.table, self.stderr)
            raise CommandError(str(error)) from error
        except Unsayable as error:
            known = catalogue.policies | catalogue.questions
            self.lines(
                (f"{known.get(owner, {}).get('name', owner)}：{what}" for owner, what in error.constructs), self.stderr
            )
            raise CommandError("上面这些规则还不能整表判断，一行都还没有读") from error
        except KeyboardInterrupt:
            raise CommandError(
                "停下了。做好的部分留着，用同一条命令接着做；不做了就删掉输出旁边以“.”开头、以“.working”结尾的文件夹",
                returncode=STOPPED,
            ) from None
        self.tell(done, order)

    def tell(self, done: ScreenedFile, order: ScreeningOrder) -> None:
        """What came of it, and where it is."""
        from policies.screening.files.aligned import aligned

        rows = [["政策", *STATUSES.values()]]
        for code, counts in done.counts.items():
            rows.append([order.catalogue.policies[code]["name"], *(f"{counts.get(one, 0):,}" for one in STATUSES)])
        self.lines(aligned(rows), self.stdout)
        if done.unasked:
            self.stdout.write(f"表里没有的 {len(done.unasked)} 个问题，都按不清楚算：{'、'.join(done.unasked)}")
        bad = f"，{done.bad:,} 行有问题没有用，原因在 {order.bad}" if done.bad else ""
        self.stdout.write(f"{done.rows:,} 行，判断了 {done.good:,} 人{bad}")
        self.lines(map(str, done.files), self.stdout)

    @staticmethod
    def lines(several: Iterable[str], to: Any) -> None:
        for line in several:
            to.write(line)


def _day(text: str | date | None) -> date | None:
    if text is None or isinstance(text, date):  # a caller from Python has it already
        return text
    try:
        found = parse_text({"type": "date"}, text, today())
    except UnreadableAnswer as error:
        raise CommandError(str(error)) from error
    if type(found) is not date:
        raise CommandError(f"这里要写到哪一天，格式是 YYYY-MM-DD，现在写的是“{text}”")
    return found


def _region(written: str | None, catalogue: Catalogue) -> str:
    code = catalogue.now("regions", written or settings.DEFAULT_REGION)
    if code not in catalogue.regions:
        raise CommandError(f"没有地区 {written}，只有 {'、'.join(catalogue.regions)}")
    return code


def _earlier(catalogue: Catalogue, number: int | None) -> Catalogue:
    found = stored.before(catalogue, number)
    if found is None and number:
        raise CommandError(f"没有第 {number} 次发布，或它不比现在的早，--since 请写以前的一次")
    if found is None:
        raise CommandError("只发布过一次，还没有以前的可以比，请去掉 --newly")
    return found
