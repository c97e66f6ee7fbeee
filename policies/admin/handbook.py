"""The staff handbook inside the staff screens: docs/handbook as pages, and which chapter is about which page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it.token import Token

FOLDER: Path = settings.BASE_DIR / "docs" / "handbook"
# Taken by `make handbook`; none is missed where they were not.
PICTURES: Path = settings.BASE_DIR / "docs" / "pictures"
# The chapter about each page of the staff screens, by the name of its address.
PAGES: Path = FOLDER / "pages.toml"
CONTENTS = "README"
# Where the staff screens are unless ADMIN_PATH says otherwise, as the chapters write it.
DEFAULT = "/admin/"
PICTURE = re.compile(r"\.\./pictures/([\w-]+)\.png")
CHAPTER = re.compile(r"([\w-]+)\.md(#.+)?")


@dataclass(frozen=True, slots=True)
class Help:
    title: str
    address: str


def help_for(request: HttpRequest) -> Help:
    """Where no page answers (an address that is none), what went wrong is looked up among the mistakes."""
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    target = about().get(name, f"{CONTENTS}.md" if name else "mistakes.md")
    return Help(titles()[target.partition(".md")[0]], address(target))


@cache
def about() -> dict[str, str]:
    return tomllib.loads(PAGES.read_text("utf-8"))


@cache
def titles() -> dict[str, str]:
    return {path.stem: _title(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.md"))}


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").strip()


def address(target: str) -> str:
    """Of what a link of the handbook leads to: amounts.md#二看影响."""
    match = CHAPTER.fullmatch(target)
    if match is None:
        return target
    name, heading = match[1], match[2] or ""
    page = reverse("admin:handbook") if name == CONTENTS else reverse("admin:handbook_chapter", args=[name])
    return page + heading


def anchor(heading: str) -> str:
    """As the hosts of repositories make it, so that the links hold in both places."""
    return re.sub(r"[^\w-]", "", heading.strip().lower().replace(" ", "-"))


def rendered(name: str) -> SafeString:
    """Without the title, which the page has already."""
    from markdown_it import MarkdownIt

    # What an author writes as HTML is shown as text: the pages are plain Markdown.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / f"{name}.md").read_text("utf-8").partition("\n")[2])
    html = markdown.renderer.render(list(_fitted(tokens)), markdown.options, {})
    return mark_safe(html)  # noqa: S308 - from our own files, escaped by the renderer


def _fitted(tokens: list[Token]) -> Iterator[Token]:
    """Links and pictures as they stand here; a paragraph of pictures that were not taken is left out."""
    held: Token | None = None
    dropped = False
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and following:
            token.attrSet("id", anchor(following.content))
        if token.type == "paragraph_open":
            held = token
            continue
        if token.type == "inline":
            token.children = list(_inline(token.children or []))
            dropped = held is not None and not token.children
        if dropped:
            dropped, held = token.type != "paragraph_close", None
            continue
        if held:
            yield held
            held = None
        yield token


def _inline(children: list[Token]) -> Iterator[Token]:
    for child in children:
        if child.type == "image":
            match = PICTURE.fullmatch(str(child.attrGet("src")))
            if not match or not _picture(match[1]).is_file():
                continue
            child.attrSet("src", reverse("admin:handbook_picture", args=[match[1]]))
        elif child.type == "code_inline" and child.content == DEFAULT:
            child.content = reverse("admin:index")
        elif child.type == "link_open":
            child.attrSet("href", address(_unquoted(str(child.attrGet("href")))))
        yield child


def _unquoted(href: str) -> str:
    from urllib.parse import unquote

    return unquote(href)


def _picture(name: str) -> Path:
    return PICTURES / f"{name}.png"


def chapter_page(request: HttpRequest, context: dict[str, Any], name: str = CONTENTS) -> HttpResponse:
    if name not in titles():
        raise Http404
    context |= {"title": titles()[name], "text": rendered(name), "contents": name == CONTENTS}
    return TemplateResponse(request, "admin/handbook.html", context)


def picture(request: HttpRequest, context: dict[str, Any], name: str) -> FileResponse:
    if not _picture(name).is_file():
        raise Http404
    return FileResponse(_picture(name).open("rb"), content_type="image/png")
