"""The link that brings the answers to another device or another day, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.safestring import SafeString, mark_safe

from policies.answers import resume
from policies.answers.answers import Answers
from policies.catalogue.catalogue import Catalogue

# Modules of white around a QR code, as its standard asks for; in CSS pixels: what is between the edges of the card
# at a width of 320, and the side of a module that a camera reads with ease (resume.js has the same).
QUIET, NARROWEST, EASY = 4, 286, 3


def mark_of(answers: Answers, catalogue: Catalogue) -> tuple[int, str] | None:
    """Of the release that a visitor's own link names: as long as they have not said that they know what was changed
    since the one they come back from, that one, so that the other device tells them too."""
    return answers.since or catalogue.mark


def link_of(request: HttpRequest, answers: Answers, release: tuple[int, str] | None) -> str:
    """`release`: the mark that it bears. What stands after its # never leaves the browser by itself."""
    return f"{request.build_absolute_uri(resolve_url('resume'))}#{resume.code_of(answers, release)}"


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code in SVG. `is_dense`: on the narrowest phone its modules are smaller than a camera reads with ease.

    Its size is a whole number of pixels a module that fits on the narrowest phone: readers take a picture whose
    modules differ by a pixel for a damaged one. The page's script makes it as large as fits.
    """

    svg: SafeString
    is_dense: bool

    @classmethod
    def of(cls, link: str) -> QrPicture | None:
        """None where it is too long for a picture."""
        try:
            # Trying all eight masks for the prettiest would take most of the time.
            qr = segno.make(link, error="l", boost_error=False, micro=False, mask=0)
        except segno.DataOverflowError:
            return None
        modules = qr.symbol_size(border=QUIET)[0]
        scale = max(1, NARROWEST // modules)
        # The library knows a size in pixels or a view box, not both.
        drawn = qr.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
        svg = drawn.replace("<svg", f'<svg width="{modules * scale}" height="{modules * scale}"', 1)
        return cls(mark_safe(svg), scale < EASY)  # noqa: S308 - made of numbers
