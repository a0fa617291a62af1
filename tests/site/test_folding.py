"""What is the same for everybody in a template is made once per language, and nothing else is."""

from typing import Any

import pytest
from django.template import Context, Engine, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from wens.site.folding import Folded, fold

PIECES = [
    "<p>tekst</p>",
    '{% translate "Terug" %}',
    '{% url "publication:home" %}',
    '{% static "wens/icon.svg" %}',
    "{{ name }}",
    '{% if name %}{% translate "Terug" %}{{ name }}{% else %}{% url "publication:about" %}{% endif %}',
    '{% for one in names %}{{ one }}{% translate "Verder" %}{% endfor %}',
    "{% translate name %}",
    '{% translate "a & b" %}',
    '{% url "voices:question" name %}',
    '{% url "voices:question" "waar" %}',
    '{% translate "Terug" as back %}{{ back }}',
    '{% translate "Terug"|upper %}',
    '{% autoescape off %}{{ mark }}{% translate "a & b" %}{% url "publication:home" %}{% endautoescape %}',
    '{% with name="x" %}{% translate "Terug" %}{{ name }}{% endwith %}',
    "{% blocktranslate %}Vraag {{ number }}{% endblocktranslate %}",
    '{% language "en" %}{% translate "Terug" %}{% endlanguage %}',
]


def _template(text: str) -> Template:
    engine = Engine(
        libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
        builtins=["django.templatetags.i18n", "django.templatetags.static"],
    )
    return engine.from_string(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=6),
    st.lists(st.tuples(st.sampled_from(["nl", "en"]), st.sampled_from(["wat", "hoe"])), min_size=1, max_size=4),
)
def test_a_folded_template_gives_what_it_gave(pieces: list[str], visits: list[tuple[str, str]]) -> None:
    folded, plain = _template("".join(pieces)), _template("".join(pieces))
    fold(folded.nodelist)
    for language, name in visits:
        about: dict[str, Any] = {
            "name": "pathmos" if any("area" in one for one in pieces) else name,
            "names": ["a", "b"],
        }
        with translation.override(language):
            assert folded.render(Context(about)) == plain.render(Context(about))


def test_only_what_is_the_same_for_everybody_is_folded() -> None:
    folded = _template(
        '<a href="{% url "publication:home" %}">{% translate "Terug" %}</a>{{ name }}{% translate name %}'
    )
    fold(folded.nodelist)
    assert [type(node).__name__ for node in folded.nodelist] == ["Folded", "VariableNode", "TranslateNode"]
    text = _template("<p>{{ name }}</p>")
    fold(text.nodelist)
    assert not any(isinstance(node, Folded) for node in text.nodelist)


def test_an_address_follows_the_prefix_under_which_the_site_is_served() -> None:
    folded = _template('{% url "publication:home" %}')
    fold(folded.nodelist)
    assert folded.render(Context()) == "/"
    set_script_prefix("/wens/")
    try:
        assert folded.render(Context()) == "/wens/"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("name", ["base.html", "components/footer.html"])
def test_the_pages_of_the_site_are_folded(name: str) -> None:
    template = get_template(name).template
    assert list(template.nodelist.get_nodes_by_type(Folded))
    assert get_template(name).template.nodelist is template.nodelist
    footer = get_template("components/footer.html").render({}, RequestFactory().get("/"))
    assert "Toegankelijkheid" in footer
