"""Which addresses are the staff's; the word they are under is a setting."""

from django.conf import settings
from django.http import HttpRequest


def is_staff_page(request: HttpRequest) -> bool:
    """Also one that is not there, and whoever asks. Each request is looked at several times: no address is made."""
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}/")
