"""Which addresses are the staff's; the word they are under is a setting."""

from django.http import HttpRequest
from django.urls import reverse


def is_staff_page(request: HttpRequest) -> bool:
    """Also one that is not there, and whoever asks."""
    return request.path.startswith(reverse("admin:index"))
