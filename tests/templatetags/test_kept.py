"""Parts that are rendered once, with places for what is each visitor's own."""

from __future__ import annotations

import gc
from typing import NamedTuple

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.safestring import mark_safe

from policies.catalogue.bounded import Bounded
from policies.templatetags import kept

COUNTED = []


class Named(NamedTuple):
    name: str


class Counted(str):
    """A text that says each time that it was shown."""

    __slots__ = ()

    def upper(self) -> str:
        COUNTED.append(str(self))
        return super().upper()


@pytest.fixture(autouse=True)
def nothing_kept_yet(monkeypatch):
    monkeypatch.setattr(kept, "fragments", Bounded(kept.MOST, kept.fragments.weigh))
    COUNTED.clear()


def template(text, **others):
    loaders = [("django.template.loaders.locmem.Loader", {"page": text, **others})]
    libraries = {"kept": "policies.templatetags.kept"}
    engine = Engine(loaders=[("django.template.loaders.cached.Loader", loaders)], libraries=libraries)
    return engine.get_template("page")


def shown(page, **variables):
    return page.render(Context(variables))


def test_a_part_is_rendered_once_and_its_own_places_for_each_visitor():
    page = template("{% load kept %}{% kept name=name %}[{{ name.upper }} {% own answer %}]{% endkept %}")
    assert shown(page, name=Counted("a"), answer="<1>") == "[A &lt;1&gt;]"
    assert shown(page, name=Counted("a"), answer="2") == "[A 2]"
    assert COUNTED == ["a"]
    assert shown(page, name=Counted("b"), answer="2") == "[B 2]"


def test_a_part_sees_nothing_but_the_values_that_are_named():
    page = template("{% load kept %}{% kept name=name %}[{{ name }}{{ answer }}{{ missing }}]{% endkept %}")
    assert shown(page, name="a", answer="secret") == "[a]"


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), ("<b>", mark_safe("<b>")), (None, ""), (1, 1.0)])
def test_values_that_are_shown_otherwise_are_told_apart(one, other):
    page = template("{% load kept %}{% kept value=value %}{{ value }}{% endkept %}")
    alone = template("{% load kept %}{{ value }}")
    assert [shown(page, value=one), shown(page, value=other)] == [shown(alone, value=one), shown(alone, value=other)]


def test_entries_are_told_apart_however_alike_they_are():
    page = template("{% load kept %}{% kept entry=entry %}{{ entry.name }}{% endkept %}")
    for name in "abcabc":
        assert shown(page, entry={"name": name}) == name
        gc.collect()


def test_what_is_the_same_as_no_other_is_refused():
    page = template("{% load kept %}{% kept answers=answers %}{% endkept %}")
    with pytest.raises(TypeError, match="serve nobody else"):
        shown(page, answers=object())


def test_an_own_place_has_the_loop_around_it_and_all_of_the_page():
    page = template(
        "{% load kept %}{% kept options=options %}{% for o in options %}"
        "{% own %}{{ forloop.counter }}{{ o }}{% if o == ticked %}!{% endif %}{% endown %},"
        "{% endfor %}{% endkept %}"
    )
    assert shown(page, options=("a", "b"), ticked="b") == "1a,2b!,"
    assert shown(page, options=("a", "b"), ticked="a") == "1a!,2b,"


def test_an_own_value_speaks_of_the_loop_around_it_and_of_the_page():
    """Of what stands around it only what it names is kept."""
    page = template(
        "{% load kept %}{% kept options=options %}{% for o in options %}"
        "{% own forloop.counter %}{% own o.name %}{% own no|default:o %}{% own mine|default:o.name %};"
        "{% endfor %}{% endkept %}"
    )
    options = (Named("a"), Named("b"))
    assert (
        shown(page, options=options, mine="<x>")
        == "1aNamed(name=&#x27;a&#x27;)&lt;x&gt;;2bNamed(name=&#x27;b&#x27;)&lt;x&gt;;"
    )
    assert shown(page, options=options, mine="") == "1aNamed(name=&#x27;a&#x27;)a;2bNamed(name=&#x27;b&#x27;)b;"
    (fragment,) = (kept.fragments.get(key) for key in kept.fragments)
    assert [sorted(place.within) for place, _ in fragment.rest[:4]] == [["forloop"], ["o"], ["o"], ["o"]]


def test_an_own_place_leaves_nothing_behind():
    page = template(
        "{% load kept %}{% kept a=a %}{% own %}{% firstof answer as said %}{{ said }}{% endown %}"
        "{% own said %}{% endkept %}"
    )
    assert shown(page, a=1, answer="mine") == "mine"
    assert shown(page, a=1, answer="yours") == "yours"


def test_parts_in_parts_and_includes_find_the_places_of_both():
    inner = "{% load kept %}({{ b }}{{ answer }}{% own answer %})"
    page = template(
        "{% load kept %}{% kept a=a %}{% include 'inner' with b=a %}"
        "{% own %}{% kept c=c %}<{{ c }}{% own answer %}>{% endkept %}{% endown %}"
        "{% kept d=a %}/{{ d }}{{ a }}{% own answer %}/{% endkept %}{% endkept %}",
        inner=inner,
    )
    assert shown(page, a=1, c=2, answer="x") == "(1x)<2x>/1x/"
    assert shown(page, a=1, c=3, answer="y") == "(1y)<3y>/1y/"


def test_outside_of_a_part_an_own_place_is_just_there():
    assert shown(template("{% load kept %}{% own answer %}"), answer=1) == "1"


def test_blocks_are_each_pages_own():
    base = "{% load kept %}{% kept a=a %}<{% own %}{% block main %}base{% endblock %}{% endown %}>{% endkept %}"
    page = template("{% extends 'base' %}{% block main %}{{ answer }}{{ block.super }}{% endblock %}", base=base)
    assert [shown(page, a=1, answer=answer) for answer in "xy"] == ["<xbase>", "<ybase>"]
    with pytest.raises(TemplateSyntaxError, match="each page's own"):
        template("{% load kept %}{% kept a=a %}{% block main %}{% endblock %}{% endkept %}")


def test_a_part_takes_named_values_only():
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        template("{% load kept %}{% kept a %}{% endkept %}")


def test_what_was_not_asked_for_lately_is_given_up(monkeypatch):
    monkeypatch.setattr(kept.fragments, "most", 30)
    page = template("{% load kept %}{% kept name=name %}{{ name.upper }}{{ filling }}{% endkept %}")
    for name in ("a" * 10, "b" * 10, "c" * 10, "a" * 10, "d" * 10, "a" * 10, "b" * 10):
        shown(page, name=Counted(name))
    assert [name[0] for name in COUNTED] == ["a", "b", "c", "d", "b"]
    assert kept.fragments.weight <= 30
