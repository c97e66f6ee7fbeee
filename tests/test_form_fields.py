"""Fields are drawn as Django draws them, to the byte."""

import re
from itertools import product

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from qujiang.form_fields import DRAWN, Renderer
from tests import loaded
from tests.admin.pages import address

ODD = ["", "租房", '<b> & "引号" \'', mark_safe("<i>安全</i>"), 0, 1062, 1.5, None, True, gettext_lazy("Save")]
CHOICES = [("", "---"), ("组 <1>", [(1, "一"), (2, mark_safe("<b>二</b>"))]), (None, "无"), (1062, 1062)]
ATTRIBUTES = [{}, {"id": "x", "class": 'a"b', "required": True, "disabled": False, "max": 1062, "title": None}]
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.DateInput,
    forms.EmailInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.CheckboxInput,
    forms.Textarea,
    forms.Select,
]


@pytest.mark.parametrize("widget", WIDGETS)
def test_a_field_is_drawn_as_by_django(widget):
    drawn = widget(choices=CHOICES) if widget is forms.Select else widget()
    assert drawn.template_name in DRAWN
    for value, attributes in product(ODD, ATTRIBUTES):
        assert drawn.render('名"', value, attributes, Renderer()) == drawn.render(
            '名"', value, attributes, DjangoTemplates()
        )


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple])
def test_what_it_does_not_know_is_left_to_django(widget):
    one = widget(choices=CHOICES)
    assert one.render("a", [1], {}, Renderer()) == one.render("a", [1], {}, DjangoTemplates())


def test_options_of_another_kind_are_left_to_django():
    class Other(forms.Select):
        option_template_name = "django/forms/widgets/checkbox_option.html"

    assert Other(choices=CHOICES).render("a", 1, {}, Renderer()) == Other(choices=CHOICES).render(
        "a", 1, {}, DjangoTemplates()
    )


class Asked(forms.Form):
    name = forms.CharField(label='姓名 <"&>', min_length=9)
    hidden = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, renderer, **kinds):
        super().__init__({"name": "王"}, renderer=renderer, **kinds)


@pytest.mark.parametrize("kinds", [{}, {"auto_id": False}, {"label_suffix": "："}])
def test_labels_and_errors_are_drawn_as_by_django(kinds):
    ours, django = Asked(Renderer(), **kinds), Asked(DjangoTemplates(), **kinds)
    for one, other in zip(ours, django, strict=True):
        assert one.label_tag() == other.label_tag()
        assert one.label_tag("自己的", {"class": "a"}) == other.label_tag("自己的", {"class": "a"})
        assert str(one.errors) == str(other.errors)
        # As the admin asks for them.
        assert one.errors.as_ul() == other.errors.as_ul()
    assert str(ours) == str(django)
    assert ours.errors["name"], "a field without errors was compared alone"


@pytest.mark.django_db
def test_staff_pages_are_the_same_to_the_byte(admin_client, monkeypatch):
    from policies.models import Policy, Question

    loaded.small()
    places = [address(Policy.objects.get(code="town-home")), address(Question.objects.first())]
    places += [reverse("admin:policies_policy_add"), reverse("admin:policies_policy_changelist")]

    def pages():
        found = [admin_client.get(place).content.decode() for place in places]
        return [re.sub(r'(csrfmiddlewaretoken|typed_by)" value="[^"]*"', "", page) for page in found]

    ours = pages()
    drawn = []
    monkeypatch.setattr(Renderer, "render", lambda *args: drawn.append(args) or DjangoTemplates.render(*args))
    assert pages() == ours
    assert drawn
