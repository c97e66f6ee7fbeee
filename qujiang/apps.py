"""Django's admin with our own site in the place of the stock one."""

from django.contrib.admin.apps import AdminConfig


class StaffAdmin(AdminConfig):
    default_site = "qujiang.staff_site.StaffSite"
