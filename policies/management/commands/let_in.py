"""manage.py let_in: help for somebody who cannot come in, where nobody else can lift the lock on the staff screens."""

from axes.utils import reset
from django.contrib.auth.models import User
from django.core.management.base import CommandError

from policies.admin.access.events import account
from policies.admin.access.second_factor import forget_devices
from policies.management.in_chinese import StaffCommand
from policies.models.staff_events import Kind, happened


class Command(StaffCommand):
    help = "解除一个账号的登录锁定；加 --enrol-anew 时还解除验证器，下次登录重新绑定"

    def add_arguments(self, parser):
        parser.add_argument("username", help="用户名")
        parser.add_argument("--enrol-anew", action="store_true", help="手机和恢复码都丢了")

    def handle(self, *args, username, enrol_anew, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"没有用户名是“{username}”的账号")
        reset(username=username)
        happened(Kind.UNLOCKED, account(user))
        if enrol_anew:
            forget_devices(user)
        self.stdout.write("已解除登录锁定" + ("，下次登录重新绑定验证器" if enrol_anew else ""))
