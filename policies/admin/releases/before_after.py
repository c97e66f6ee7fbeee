"""The second pair of eyes: a change as citizens would see it beside what they see now, who made it, and the tick that
somebody looked at it. A page of its own, made only when it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from policies.admin.access.scope import region_codes
from policies.admin.handbook import help_for
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.changes import changes as changed
from policies.catalogue.document import owners, renaming
from policies.catalogue.document.canonical import Document
from policies.models import Release

from . import edits
from .marked import side_by_side

Key = tuple[str, str]
CITIZENS = "admin/policies/policy/citizens.html"
GONE = "这一处现在没有修改：可能刚刚发布了，或者改回去了。"
AGAIN = "没有记下：你打开这一页以后，内容又有了变化。请看看下面现在的样子，再按一次"
OWN = "这一处你自己改过，要请另一位有发布权限的同事来核对"


class BeforeAfter(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("sides/", view(self.sides_view), name="policies_release_sides"),
            path("<int:pk>/sides/", view(self.kept_sides_view), name="policies_release_kept_sides"),
        ]
        return own + super().get_urls()

    @method_decorator(never_cache)
    def sides_view(self, request: HttpRequest) -> HttpResponse:
        """Of a change that is not published."""
        from policies.publishing import review as reviews
        from policies.publishing.publish import NotPublishable

        self._refuse_strangers(request)
        try:
            review = reviews.of_rows()
        except NotPublishable:
            return self._page(request, {"title": "前后对照", "nothing": "后台里的内容还有要改的，改好以后才能对照。"})
        key = _key(request)
        change = next((one for one in review.candidates if (one.name, one.code) == key), None)
        if change is None or review.live is None:
            return self._page(request, {"title": "前后对照", "nothing": GONE, "next": _next(review, key)})
        mine = self.may_tick(request, review, change)
        own = mine and review.is_own_work(request.user, change)  # type: ignore[arg-type]
        if request.method == "POST":
            return self._tick(request, review, change, may=mine and not own)
        edited = edits.since_published([change], review.renamed)
        return self._page(
            request,
            {
                "title": change.owner,
                "change": change,
                "value": ":".join(key),
                "then": f"第 {review.waiting.number} 次发布（等待生效）" if review.waiting else "现在对外的",
                "now": "发布以后",
                "edits": edited.get(key, []),
                "tick": review.ticks.get(key),
                "digest": review.digests[key],
                "may_tick": mine and not own,
                "own": own and OWN,
                "next": _next(review, key),
                # What was ticked on the way here: the publish page in the other tab is told of it.
                "after_value": request.GET.get("after", ""),
                "after_tick": review.ticks.get(_key(request, "after")),
                **_sides(request, change, review.plan.before, review.plan.after, review.personas),
            },
        )

    @method_decorator(never_cache)
    def kept_sides_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of a release beside the one before it; what was noted then stands on its page."""
        from policies.catalogue import rows
        from policies.publishing import planned

        self._refuse_strangers(request)
        release = self.get_object(request, str(pk))
        if release is None:
            raise Http404
        earlier = Release.objects.filter(number__lt=release.number, cancelled_at=None).order_by("-number").first()
        if earlier is None:
            raise Http404
        before, after = planned.whole(earlier), planned.whole(release)
        key = _key(request)
        change = next((one for one in changed.changes(before, after) if (one.name, one.code) == key), None)
        if change is None:
            return self._page(request, {"title": "前后对照", "nothing": f"{release}里没有这一处修改。"})
        said = {"title": change.owner, "change": change, "then": str(earlier), "now": str(release)}
        return self._page(request, said | _sides(request, change, before, after, rows.read()["personas"]))

    def may_tick(self, request: HttpRequest, review: Any, change: Any) -> bool:
        """Whoever could publish it."""
        from policies.publishing import planned

        if not self.has_add_permission(request):
            return False
        regions = region_codes(request.user)
        key = change.name, change.code
        return regions is None or planned.owner(key, review.plan.after, review.plan.before) in regions

    def _tick(self, request: HttpRequest, review: Any, change: Any, *, may: bool) -> HttpResponse:
        from policies.publishing import looking

        if not may:
            raise PermissionDenied
        key = change.name, change.code
        here = f"{request.path}?{urlencode({'change': ':'.join(key)})}"
        if "_untick" in request.POST:
            looking.untick(key)
        elif request.POST.get("digest") != review.digests[key]:
            self.message_user(request, AGAIN, messages.ERROR)
        else:
            looking.tick(key, review.digests[key], request.user, review.plan.after)  # type: ignore[arg-type]
            if "_next" in request.POST and (following := _next(review, key)):
                self.message_user(request, f"已核对：{change.owner}", messages.SUCCESS)
                here = f"{following}&{urlencode({'after': ':'.join(key)})}"
        return HttpResponseRedirect(here)

    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not (self.has_view_permission(request) and request.user.has_perm("policies.view_policy")):
            raise PermissionDenied

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        status = 404 if context.get("nothing") else 200
        context = {"handbook": help_for(request), **context}
        return render(request, "admin/policies/release/sides.html", context, status=status)


def address(key: Key) -> str:
    return f"{reverse('admin:policies_release_sides')}?{urlencode({'change': ':'.join(key)})}"


def _key(request: HttpRequest, asked: str = "change") -> Key:
    name, _, code = request.GET.get(asked, "").partition(":")
    return name, code


def _next(review: Any, key: Key) -> str:
    """The first one after this that nobody looked at, else the first before it."""
    keys = [(one.name, one.code) for one in review.candidates]
    place = keys.index(key) + 1 if key in keys else 0
    following = next((one for one in keys[place:] + keys[:place] if one not in review.ticks and one != key), None)
    return address(following) if following else ""


def _sides(
    request: HttpRequest, change: Any, before: Document, after: Document, personas: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """A policy as citizens see it; of anything else its fields."""
    if change.name != "policies":
        lines = [(line.subject.rstrip("： "), line.before, line.after) for line in change.lines]
        return {"lines": lines, "sentences": change.sentences}
    from policies.admin.policies import preview

    before = owners.EMPTY | renaming.renamed(before, renaming.names(after), keep=False)
    catalogues = [Catalogue(document, "", "pack") for document in (before, after)]
    there = [change.code in catalogue.policies for catalogue in catalogues]
    found: list[dict[str, Any]] = [{}, {}]
    whose: Any = None
    # Both for the same person: the one who gets it afterwards, else who gets it now.
    for side in (1, 0):
        if there[side]:
            found[side] = preview.of(catalogues[side], [whose] if whose else personas, change.code) | {"whose": whose}
            whose = whose or found[side].get("persona")
    pages = [render_to_string(CITIZENS, one | {"unfolded": " open"}, request) if one else "" for one in found]
    # What is only there on one side differs in nothing.
    before_page, after_page = side_by_side(pages[0] or pages[1], pages[1] or pages[0])
    return {
        "before": before_page if pages[0] else "",
        "after": after_page if pages[1] else "",
        "removed": "不再公布",
        "added": "现在还没有这一项",
    }
