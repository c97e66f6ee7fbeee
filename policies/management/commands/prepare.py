"""manage.py prepare: everything a new installation needs before it can serve, and nothing on an old one."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from policies.management.in_chinese import StaffCommand


class Command(StaffCommand):
    help = "迁移数据库；还没有政策时，载入自带的政策包并发布"
    requires_system_checks = []

    def handle(self, *args, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
            self.stdout.write("数据库已更新")
        from policies.models import Policy, Release

        if Release.objects.exists():
            return
        if Policy.objects.exists():
            self.stdout.write("有政策，但还没有发布过：请检查后用 publish 发布")
            return
        call_command("load_pack", stdout=self.stdout, stderr=self.stderr, skip_checks=True)
        call_command("publish", note="自带的政策包", stdout=self.stdout, stderr=self.stderr, skip_checks=True)
