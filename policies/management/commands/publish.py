"""manage.py publish: the rows as the next release."""

from django.core.management.base import CommandError

from policies.management.in_chinese import StaffCommand
from policies.publishing import releases
from policies.publishing.publish import Conflicting, NotPublishable, publish, says_the_same


class Command(StaffCommand):
    help = "检查数据库里的政策并发布，几秒钟后市民就能看到"

    def add_arguments(self, parser):
        parser.add_argument("--note", default="", help="这次改了什么，为什么")
        parser.add_argument("--legal-basis", default="", help="按哪份文件、哪次会议或哪个批示改的")
        parser.add_argument("--cancel-waiting", action="store_true", help="有一次发布在等待生效，就先撤回它")

    def handle(self, *args, note, legal_basis, cancel_waiting, **options):
        if cancel_waiting and (waiting := releases.waiting()):
            releases.take_back(waiting, None)
        try:
            release = publish(note=note, legal_basis=legal_basis)
        except Conflicting as error:
            for sentence in error.sentences:
                self.stderr.write(sentence)
            raise CommandError(
                "有一次发布在等待生效，它和现在的内容改了同一处，没有发布；要撤回它就加 --cancel-waiting"
            ) from error
        except NotPublishable as error:
            for sentence in error.sentences:
                self.stderr.write(sentence)
            raise CommandError(f"有 {len(error.sentences)} 处要改，没有发布") from error
        same = "，内容和上一次相同" if says_the_same(release) else ""
        self.stdout.write(f"{release}，校验值 {release.sha256[:12]}{same}")
