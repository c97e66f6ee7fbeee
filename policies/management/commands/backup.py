"""manage.py backup: all that the database holds as one file."""

from datetime import date
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from policies.backups import keeping, making
from policies.backups.refused import BackupRefused
from policies.management.in_chinese import StaffCommand


class Command(StaffCommand):
    help = "把数据库备份成一个文件，写完后重新读一遍核对；文件名里是日期和时间"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR", help="放在哪个文件夹")
        parser.add_argument(
            "--keep",
            type=int,
            metavar="DAYS",
            help=f"备份好以后，删掉这么多天以前的备份；每个月最早的一份留 {keeping.YEARS} 年",
        )

    def handle(self, *args, directory, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep 至少是 1 天")
        try:
            path, said = making.make(directory)
        except BackupRefused as error:
            raise CommandError(f"没有备份：{error}") from error
        self.stdout.write(f"{path}")
        self.stdout.write(told(said, path))
        if keep is not None:
            self.prune(directory, keep, timezone.localdate())

    def prune(self, directory: Path, days: int, today: date) -> None:
        names = keeping.superfluous((path.name for path in directory.iterdir()), today, days)
        try:
            for name in names:
                (directory / name).unlink(missing_ok=True)
        except OSError as error:
            raise CommandError(f"备份好了，但是旧的删不掉：{error}") from error
        self.stdout.write(f"删掉 {len(names)} 份旧的")


def told(said, path: Path) -> str:
    """In a line what is in it."""
    live = f"生效的是第 {said.live[0]} 次发布（{said.live[1][:12]}）" if said.live else "还没有发布"
    history = sum(said.contents.history.values())
    return (
        f"{said.made_at}，{path.stat().st_size:,} 字节，{len(said.rows)} 张表 {sum(said.rows.values()):,} 行，"
        f"其中历史 {history:,} 行；发布 {len(said.releases)} 次，{live}。读过一遍，和数据库相同"
    )
