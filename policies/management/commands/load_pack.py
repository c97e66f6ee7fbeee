"""manage.py load_pack: YAML packs into the rows."""

from pathlib import Path

from django.core.management.base import CommandError

from policies.catalogue.packs import loading, reading
from policies.management.in_chinese import StaffCommand
from policies.models.staff_events import Kind, happened


class Command(StaffCommand):
    help = "把政策包（YAML）载入数据库：要么全部成功，要么什么都不变"

    def add_arguments(self, parser):
        parser.add_argument(
            "folders", nargs="*", type=Path, metavar="FOLDER", help="地区文件夹，或放着它们的文件夹；默认是自带的政策包"
        )
        parser.add_argument("--check", action="store_true", help="只检查，说出会改什么，数据库不变")
        parser.add_argument("--replace", action="store_true", help="工作人员改过的也照政策包覆盖")
        parser.add_argument(
            "--delete", nargs="+", default=[], metavar="CODE", help="这些代码发布过，政策包里没有了，确实要删除"
        )

    def handle(self, *args, folders, check, replace, delete, **options):
        try:
            done = loading.load(folders or [reading.SHIPPED], replace=replace, delete=delete, check=check)
        except reading.BrokenPack as error:
            for mistake in error.mistakes:
                self.stderr.write(str(mistake))
            raise CommandError(f"政策包有 {len(error.mistakes)} 处要改，数据库没有变动") from error
        except loading.Refused as error:
            raise CommandError(self.told(error), returncode=2) from error
        said = f"新增 {done['added']} 行，修改 {done['changed']} 行，删除 {done['removed']} 行"
        if check:
            self.stdout.write(f"没有问题。载入会{said}；这次只检查，数据库没有变动")
            return
        packed = "、".join(folder.name for folder in folders) or "自带的政策包"
        happened(Kind.LOADED, packed, note=said + ("，覆盖工作人员改过的" if replace else ""))
        self.stdout.write(f"已载入：{said}")

    def told(self, refused):
        """What is in the way goes out line by line; returns what to do about it."""
        for change in (*refused.changed, *refused.vanishing):
            self.stderr.write(str(change))
        said = []
        if refused.changed:
            said.append(
                f"上次载入以后，工作人员改过上面 {len(refused.changed)} 处。"
                "要保留，请先用 dump_pack 导出；要覆盖，请加 --replace"
            )
        if refused.vanishing:
            codes = " ".join(change.code for change in refused.vanishing)
            said.append(
                "上面写着删除的发布过，政策包里却没有了。不该删的，请检查是不是漏了文件，改代码请用 rename；"
                f"确实要删的，请加 --delete {codes}"
            )
        return "数据库没有变动。" + "\n".join(said)
