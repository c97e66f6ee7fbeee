"""manage.py migrate: Django's own, all migrations or none."""

from django.core.management.commands import migrate
from django.db import connections

from policies.backups import schema
from policies.management.in_chinese import InChinese


class Command(InChinese, migrate.Command):
    def handle(self, *args, **options):
        with schema.whole(connections[options["database"]]):
            super().handle(*args, **options)
