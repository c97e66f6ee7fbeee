"""The lines of the agenda and of its checklist. A result has dozens of them: a template for each would take a tenth of
its time, so what is the same for everybody is written once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from policies.results.agenda import Task
from policies.results.entries import EntryOn
from policies.results.papers import Paper
from policies.templatetags.texts import nb

register = template.Library()


@register.simple_tag
def tasks(several: Iterable[Task]) -> SafeString:
    """Each as an item of a list: the policy, what opens or ends, the office, the papers, and why it is not sure."""
    return mark_safe("".join(map(_task, several)))  # noqa: S308 - every part is escaped


def _task(task: Task) -> str:
    entry = task.card.entry
    before, after = entry.catalogue.kept(("task", entry.code, entry.on), lambda: _around(entry))
    unsure = "".join(f" <small>{nb(why)}</small>" for why in task.unsure)
    return f"{before}{nb(task.said)}{after}{unsure}</li>"


def _around(entry: EntryOn) -> tuple[str, str]:
    """What stands before and after the day, whoever asks."""
    policy, papers = entry.policy, "、".join(entry.papers)
    where = "，".join(filter(None, [policy.get("office", ""), f"要带：{papers}" if papers else ""]))
    before = f'<li><a href="#{escape(entry.code)}">{escape(policy["name"])}</a> <span>'
    return before, f"</span> <small>{escape(where)}</small>" if where else "</span>"


@register.simple_tag
def papers(several: Iterable[Paper]) -> SafeString:
    """Each as an item of a list: a tick, the paper, and what it is for."""
    return mark_safe("".join(map(_paper, several)))  # noqa: S308 - every part is escaped


@lru_cache(maxsize=4096)  # which papers a policy wants, and whether a tick is set; nothing of whom
def _paper(paper: Paper) -> str:
    short, name, checked = paper.short, "ready", "false"
    if paper.ready:
        name, checked = "not_ready", "true"
    return (
        f'<li class="received"><button type="submit" form="papers-form" name="{name}" value="{short}"'
        f' id="paper-{short}" role="checkbox" aria-checked="{checked}" aria-describedby="for-{short}">'
        f"{escape(paper.text)}</button>"
        f' <small id="for-{short}">{escape("、".join(paper.policies))}</small></li>'
    )
