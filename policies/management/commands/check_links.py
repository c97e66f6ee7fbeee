"""manage.py check_links: do the addresses on which citizens are sent still answer; run it from cron, once a day."""

from functools import partial

from policies.management.in_chinese import StaffCommand
from policies.publishing import fetching, links


class Command(StaffCommand):
    help = "打开政策文件和办理步骤里的每个网址看一看，记下打不开的；政策照常显示，由工作人员决定怎么办"

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=fetching.SECONDS, help="最多等几秒（默认 %(default)s）")
        parser.add_argument("--allow-private", action="store_true", help="内部网络的网址也打开；默认当作市民打不开")

    def handle(self, *args, seconds, allow_private, **options):
        looked = broken = 0
        for seen, rows in links.check(partial(fetching.look, private=allow_private, seconds=seconds)):
            looked += 1
            if seen.failing_since:
                broken += 1
                where = "、".join(map(str, rows))
                self.stdout.write(f"{seen.url} {seen.note}（{seen.status or '没有回应'}），用在：{where}")
        self.stdout.write(f"看了 {looked} 个网址，{broken} 个断开")
