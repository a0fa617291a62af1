"""Our own drawing of fields gives what Django's templates give."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from hypothesis import given, settings
from hypothesis import strategies as st

from wens.site import widgets
from wens.site.widgets import Renderer

CHOICES: list[tuple[Any, Any]] = [
    ("", _("Kies …")),
    ("a<b", 'Eén & "ander"'),
    (3, "drie"),
    ("m", mark_safe("<b>x</b>")),
]
GROUPED: list[tuple[Any, Any]] = [("Eerste", [("a", "A")]), ("b", 1234)]
WIDGETS = [
    forms.TextInput(attrs={"class": "field", "disabled": True, "hidden": False, "data-x": '"<&'}),
    forms.EmailInput(), forms.NumberInput(attrs={"min": 1, "step": 0.5}), forms.PasswordInput(), forms.HiddenInput(),
    forms.URLInput(), forms.DateInput(), forms.TimeInput(), forms.CheckboxInput(), forms.FileInput(),
    forms.Textarea(attrs={"rows": 1234}), forms.Select(choices=CHOICES), forms.Select(choices=GROUPED),
    forms.RadioSelect(choices=CHOICES), forms.CheckboxSelectMultiple(choices=CHOICES), forms.NullBooleanSelect(),
    forms.SelectMultiple(choices=CHOICES), forms.SplitDateTimeWidget(), forms.ClearableFileInput(),
]  # fmt: skip
VALUES = st.none() | st.booleans() | st.integers() | st.sampled_from(["a<b", "3", "b"]) | st.text(max_size=20)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@settings(max_examples=15)
@given(value=VALUES)
def test_a_widget_is_drawn_as_django_draws_it(widget: forms.Widget, value: Any) -> None:
    about = ("field<1>", value, {"id": "id_field", "required": True})
    if isinstance(widget, forms.SplitDateTimeWidget):
        about = ("field", None, {"id": "id_field"})
    assert widget.render(*about, renderer=Renderer()) == widget.render(*about, renderer=DjangoTemplates())


def test_a_whole_form_is_drawn_as_django_draws_it() -> None:
    class Everything(forms.Form):
        name = forms.CharField(label=_("Naam"), help_text="Wie & wat")
        kind = forms.ChoiceField(label="Een < twee", choices=CHOICES, widget=forms.RadioSelect)
        places = forms.MultipleChoiceField(choices=CHOICES)
        number = forms.IntegerField(localize=True)
        yes = forms.BooleanField(required=False)

    for data in ({}, {"name": "", "kind": "zz", "number": "1.234", "yes": "on"}):
        ours, theirs = (Everything(data, renderer=one) for one in (Renderer(), DjangoTemplates()))
        assert str(ours) == str(theirs)
        for mine, other in zip(ours, theirs, strict=True):
            assert mine.label_tag() == other.label_tag()
            assert str(mine) == str(other)
        assert [option.tag() for option in ours["kind"]] == [option.tag() for option in theirs["kind"]]


def test_what_is_drawn_here_is_what_stands_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(widgets.DRAWN, "django/forms/widgets/text.html", lambda _context: "<drawn>")
    assert forms.TextInput().render("name", "") == "<drawn>"
