"""manage.py new_region: the folder of a region, ready to be filled."""

from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from policies.catalogue import rows
from policies.catalogue.packs import new_region, reading
from policies.management.in_chinese import StaffCommand


class Command(StaffCommand):
    help = "新建一个地区的政策包文件夹，里面有样子和说明，原样就能载入和发布"

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="地区的代码，也是文件夹的名字，例如 chengbei")
        parser.add_argument("--name", help="地区的名称，例如 城北区；默认先写成代码")
        parser.add_argument("--parent", metavar="CODE", help="上级地区的代码，它的政策在这里也适用")
        parser.add_argument("--into", type=Path, default=reading.SHIPPED, metavar="DIR", help="建在哪个文件夹里")

    def handle(self, *args, code, name, parent, into, **options):
        try:
            written = new_region.write(
                into, code, name=name or code, parent=parent, beside=rows.read(), today=timezone.localdate()
            )
        except new_region.CannotBegin as error:
            raise CommandError(f"没有新建文件夹：\n{error}") from error
        for path in written:
            self.stdout.write(str(path))
        self.stdout.write(f"下一步：改好以后用 manage.py load_pack {into / code} --check 检查")
