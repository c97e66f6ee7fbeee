"""manage.py restore: what a backup holds, in the place of what the database holds."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError

from policies.backups import restoring
from policies.backups.refused import BackupRefused
from policies.management.in_chinese import StaffCommand


class Command(StaffCommand):
    help = "把 manage.py backup 做的备份恢复到数据库：要么全部成功，要么什么都不变；恢复后核对，并检查样例人物"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="备份文件")
        parser.add_argument("--replace", action="store_true", help="数据库不是空的，换掉里面的全部内容")
        parser.add_argument("--check", action="store_true", help="只检查这份备份能不能用，数据库不变")

    def handle(self, *args, file, replace, check, **options):
        try:
            said = restoring.check(file) if check else restoring.restore(file, replace=replace)
        except BackupRefused as error:
            raise CommandError(f"没有恢复：{error}") from error
        except OSError as error:
            raise CommandError(f"没有恢复：{error.filename or file}：{error.strerror or error}") from error
        live = f"生效的是第 {said.live[0]} 次发布（{said.live[1]}）" if said.live else "还没有发布"
        what = f"{said.made_at} 的备份，{sum(said.rows.values()):,} 行，发布 {len(said.releases)} 次，{live}"
        if check:
            self.stdout.write(f"能用：{what}")
            return
        self.stdout.write(f"已恢复：{what}。每张表的行数、每次发布的校验值都和备份相同")
        try:
            call_command("check_personas", stdout=self.stdout, stderr=self.stderr, skip_checks=True)
        except CommandError as error:
            said_so = f"数据已经完整恢复，但是{error}；市民看到的仍是备份时生效的那一次发布"
            raise CommandError(said_so, returncode=3) from error
