"""manage.py load_pack: YAML packs into the rows."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policies.catalogue.packs import loading, reading
from policies.models.staff_events import Kind, happened


class Command(BaseCommand):
    help = "把政策包（YAML）载入数据库：要么全部成功，要么什么都不变"

    def add_arguments(self, parser):
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="FOLDER", help="地区文件夹，或放着它们的文件夹；默认是自带的政策包"
        )
        parser.add_argument("--replace", action="store_true", help="工作人员改过的也照政策包覆盖")

    def handle(self, *args, folders, replace, **options):
        try:
            done = loading.load(folders or [reading.SHIPPED], replace=replace)
        except reading.BrokenPack as error:
            for mistake in error.mistakes:
                self.stderr.write(str(mistake))
            raise CommandError(f"政策包有 {len(error.mistakes)} 处要改，数据库没有变动") from error
        except loading.ChangedByStaff as error:
            for change in error.changes:
                self.stderr.write(str(change))
            raise CommandError(
                f"上次载入以后，工作人员改过上面 {len(error.changes)} 处，数据库没有变动。"
                "要保留，请先用 dump_pack 导出；要覆盖，请加 --replace",
                returncode=2,
            ) from error
        said = f"新增 {done['added']} 行，修改 {done['changed']} 行，删除 {done['removed']} 行"
        packed = "、".join(folder.name for folder in folders) or "自带的政策包"
        happened(Kind.LOADED, packed, note=said + ("，覆盖工作人员改过的" if replace else ""))
        self.stdout.write(f"已载入：{said}")
