"""manage.py rename: another code for something that was published, whose old code stays known."""

from django.core.management.base import CommandError

from policies.catalogue.rows.rename import CannotRename, rename
from policies.management.in_chinese import StaffCommand

KINDS = {
    "policy": "policies",
    "question": "questions",
    "choice": "choices",
    "region": "regions",
    "source": "sources",
    "tier": "tiers",
    "section": "sections",
    "parameter": "parameters",
    "group": "groups",
    "category": "categories",
    "life-event": "life_events",
}


class Command(StaffCommand):
    help = "给已经发布过的政策、问题、选项、地区等换一个代码；旧代码在网址、接口、回答、接续码和表格里照样认得"

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS, help="换哪一种的代码")
        parser.add_argument("old", help="旧代码；选项写成 问题的键/选项的值，档次写成 政策代码/档次代码")
        parser.add_argument("new", help="新代码；选项和档次只写自己的")

    def handle(self, *args, kind, old, new, **options):
        try:
            changed = rename(KINDS[kind], old, new)
        except CannotRename as error:
            raise CommandError(f"{error}。没有改动") from error
        self.stdout.write(f"已把 {old} 改为 {new}，共改了 {changed} 行；发布以后对外生效")
