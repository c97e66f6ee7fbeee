"""manage.py dump_pack: the rows as YAML packs."""

from pathlib import Path

from django.core.management.base import CommandError

from policies.catalogue import rows
from policies.catalogue.packs import dumping
from policies.management.in_chinese import StaffCommand
from policies.models.staff_events import Kind, happened


class Command(StaffCommand):
    help = "把数据库里的政策导出成政策包（YAML），每个地区一个文件夹，草稿也在内"

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR", help="导出到哪个文件夹；同名文件会被覆盖")
        parser.add_argument("--region", action="append", help="只导出这个地区和共用的部分；可以写几次")

    def handle(self, *args, directory, region, **options):
        document = rows.read()
        known = [entry["code"] for entry in document["regions"]]
        if unknown := set(region or []) - set(known):
            raise CommandError(f"没有地区 {'、'.join(sorted(unknown))}，只有 {'、'.join(known)}")
        try:
            written = dumping.dump(document, directory, region)
        except dumping.Occupied as error:
            raise CommandError(f"文件夹里还有别的文件，会和导出的混在一起，请先移开：{error}") from error
        except dumping.Incomplete as error:
            raise CommandError(f"有的内容不完整，导不出来，请先改正：{error}") from error
        happened(Kind.EXPORTED, "政策包", note="、".join(region or []))
        for path in written:
            self.stdout.write(str(path))
        if mistakes := dumping.mistakes(document, directory, region):
            for mistake in mistakes:
                self.stderr.write(str(mistake))
            raise CommandError(f"都导出来了，但上面 {len(mistakes)} 处要先改好，load_pack 才会载入")
