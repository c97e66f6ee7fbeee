"""manage.py make_persons: a table of persons that nobody is, for trying `screen` and for measuring it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import CommandError

from policies.answers import today
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.validation.problems import listed
from policies.management.in_chinese import StaffCommand
from policies.publishing import live
from policies.screening import needed
from policies.screening.files.refusals import in_words

if TYPE_CHECKING:
    import polars as pl

    from policies.screening.population.distributions import Population

MOST = 999_999_999
NOBODY = "合成的数据，不是真人"


class Command(StaffCommand):
    help = "造一张合成的人员表（都不是真人），给试用和测速用；各题的分布写在 TOML 里，可以换"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("count", type=int, metavar="N", help="造多少人")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写到哪里，.parquet 或 .csv")
        parser.add_argument("--region", help="按哪个地区的题目造；默认是首页的地区")
        parser.add_argument("--on", metavar="DATE", help="表里的情况算哪一天的，YYYY-MM-DD；默认今天")
        parser.add_argument("--seed", type=int, default=1, help="同一天、同一个种子，造出来的一样；默认 1")
        parser.add_argument(
            "--population",
            type=Path,
            metavar="FILE.toml",
            help="其中几道题的分布换成这份文件里的，写法见 policies/screening/population/population.toml",
        )

    def handle(self, *args: Any, count: int, out: Path, seed: int, **options: Any) -> None:
        try:
            from policies.screening.population import writing
            from policies.screening.population.drawing import PersonMaker
        except ImportError as error:
            if (sentence := needed.told(error)) is None:
                raise
            raise CommandError(sentence) from error
        if not 0 < count <= MOST:
            raise CommandError(f"人数要在 1 到 {MOST} 之间，写的是 {count}")
        if out.suffix.lower() not in writing.ENDINGS:
            raise CommandError(f"文件名要以 {'、'.join(writing.ENDINGS)} 结尾，写的是 {out.name}")
        catalogue, region, on = self.catalogue(), options["region"], self.day(options["on"])
        region = self.region(catalogue, region or catalogue.now("regions", settings.DEFAULT_REGION))
        population = self.population(catalogue, region, options["population"])
        maker = PersonMaker(population, catalogue.ruleset(region), on, seed)
        about = {
            "synthetic": "true",
            "note": "合成的数据，不是真人",
            "region": region,
            "on": str(on),
            "seed": str(seed),
        }
        try:
            writing.write(self.told(maker.batches(count), count), out, about)
        except OSError as error:
            raise CommandError(f"写不了 {out}：{in_words(error)}，没有留下半个文件") from error
        name = catalogue.regions[region]["name"]
        self.stdout.write(f"已写入 {out}：{count} 行，{len(maker.columns)} 列，{name}，{on}，种子 {seed}。{NOBODY}")
        if population.even:
            names = "、".join(f"{key}（{catalogue.questions[key]['name']}）" for key in population.even)
            self.stdout.write(f"设置里没有写这 {len(population.even)} 道题，各种答案一样多：{names}")

    def catalogue(self) -> Catalogue:
        catalogue = live.refresh()
        if catalogue is None:
            raise CommandError("还没有发布政策，先运行 manage.py publish")
        return catalogue

    def region(self, catalogue: Catalogue, region: str) -> str:
        code = catalogue.now("regions", region)
        if code not in catalogue.regions:
            raise CommandError(f"没有地区 {region}，只有 {listed(catalogue.regions)}")
        return code

    def day(self, text: str | None) -> date:
        try:
            return date.fromisoformat(text) if text else today()
        except ValueError as error:
            raise CommandError(f"--on 要写日期，例如 2026-11-30，写的是 {text}") from error

    def population(self, catalogue: Catalogue, region: str, own: Path | None) -> Population:
        from policies.screening.population import settings as population_settings

        try:
            read = population_settings.read(own) if own else None
            return population_settings.population(
                catalogue.ruleset(region), catalogue.questions, catalogue.policies, read
            )
        except OSError as error:
            raise CommandError(f"读不了 {own}：{in_words(error)}") from error
        except population_settings.BadSettings as error:
            for mistake in error.mistakes:
                self.stderr.write(mistake)
            raise CommandError(
                f"{own or population_settings.SHIPPED} 有 {len(error.mistakes)} 处要改，没有造表"
            ) from error

    def told(self, batches: Iterable[pl.DataFrame], count: int) -> Iterator[pl.DataFrame]:
        """As they are made, where somebody looks on."""
        made = 0
        for batch in batches:
            yield batch
            made += batch.height
            if self.stderr.isatty():
                self.stderr.write(f"\r已造 {made} / {count}", ending="\n" if made == count else "")
