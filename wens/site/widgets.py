"""Fields of forms drawn without a template engine, letter for letter as Django draws them.

Django draws each option of a list and each attribute with a template of its own; on a screen with one question that was
a fifth of the work for it. What is not known here (groups of options, a widget of somebody else) goes to Django.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

Widget = Mapping[str, Any]


class Renderer(DjangoTemplates):
    """Draws the usual fields itself (``FORM_RENDERER``)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return the HTML of one field, label or option."""
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else None
        return super().render(template_name, context, request) if drawn is None else mark_safe(drawn)  # noqa: S308


def _input(context: Mapping[str, Any]) -> str | None:
    return _one_input(context["widget"])


def _one_input(widget: Widget) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(value)}"'
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    return f'<input type="{kind}" name="{name}"{said}{_attributes(widget["attrs"])}>'


def _option(context: Mapping[str, Any]) -> str | None:
    widget = context["widget"]
    return None if widget.get("wrap_label") else _one_input(widget)


def _textarea(context: Mapping[str, Any]) -> str | None:
    widget = context["widget"]
    value = conditional_escape(widget["value"]) if widget["value"] else ""
    name = conditional_escape(widget["name"])
    return f'<textarea name="{name}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(context: Mapping[str, Any]) -> str | None:
    widget = context["widget"]
    options = []
    for group, choices, _at in widget["optgroups"]:
        if group or not all(isinstance(one["label"], str | Promise) for one in choices):
            return None
        options += [
            f'\n  <option value="{conditional_escape(one["value"])}"{_attributes(one["attrs"])}>'
            f"{conditional_escape(one['label'])}</option>\n"
            for one in choices
        ]
    name = conditional_escape(widget["name"])
    return f'<select name="{name}"{_attributes(widget["attrs"])}>{"".join(options)}\n</select>'


def _label(context: Mapping[str, Any]) -> str | None:
    if not context["use_tag"] or not isinstance(context["label"], str | Promise):
        return None
    tag, attributes = context["tag"], _attributes(context["attrs"] or {})
    return f"<{tag}{attributes}>{conditional_escape(str(context['label']))}</{tag}>"


def _attributes(attributes: Widget) -> str:
    """The attributes of an element: False is left out, True has no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


DRAWN: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    **{
        f"django/forms/widgets/{name}.html": _input
        for name in ("input", "text", "email", "number", "password", "hidden", "checkbox", "url", "date", "datetime",
                     "time", "file")
    },
    "django/forms/widgets/radio_option.html": _option,
    "django/forms/widgets/checkbox_option.html": _option,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
}  # fmt: skip
