"""An office that has all that a backup has to hold."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from policies.models import Policy
from policies.models.history import because
from policies.publishing import releases
from policies.publishing.publish import publish
from tests import loaded
from tests.admin.people import member

# What makes trouble in a text: tabs, ends of lines, what ends a COPY or means null in it, other planes.
ODD = "a\tb\r\nc\\.\n\\N \"d\" 'e' 𠮷\n\\.\n"


def made() -> User:
    """Two clerks, one with groups, password, region and second factor; three releases, the last of which waits."""
    loaded.small()
    zhang = member("zhangsan", "编辑", "发布", regions=("town",), last_name="张", first_name="三")
    zhang.set_password("correct horse battery")
    zhang.save()
    member("lisi", "审计")
    TOTPDevice.objects.create(user=zhang, name="手机", confirmed=True)
    StaticDevice.objects.create(user=zhang, name="备用").token_set.create(token="abcdefgh")
    publish(by=zhang, note="第一次")
    rent = Policy.objects.get(code="town-rent")
    rent.recurring_amount = 6500
    rent.internal_note = ODD
    with because("按 2026 年 1 号文"):
        rent.save()
    publish(by=zhang, note=ODD, legal_basis="1 号文")
    rent.recurring_amount = 7000
    rent.save()
    publish(by=zhang, note="明天", effective_at=timezone.now() + timedelta(days=1))
    assert releases.live().number == 2
    return zhang
