"""manage.py publish: the rows as the next release."""

from django.core.management.base import BaseCommand, CommandError

from policies.publishing.publish import NotPublishable, publish, says_the_same


class Command(BaseCommand):
    help = "检查数据库里的政策并发布，几秒钟后市民就能看到"

    def add_arguments(self, parser):
        parser.add_argument("--note", default="", help="这次改了什么，为什么")

    def handle(self, *args, note, **options):
        try:
            release = publish(note=note)
        except NotPublishable as error:
            for sentence in error.sentences:
                self.stderr.write(sentence)
            raise CommandError(f"有 {len(error.sentences)} 处要改，没有发布") from error
        same = "，内容和上一次相同" if says_the_same(release) else ""
        self.stdout.write(f"{release}，校验值 {release.sha256[:12]}{same}")
