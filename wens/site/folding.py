"""Templates in which what is the same for everybody is made once per language: words, addresses, names of files.

Half of a screen of ours is `{% translate "…" %}` and `{% url "…" %}` without anything of the visitor in it, and looking
those up was half of the work for it. Runs of such nodes and the text between them become one node that keeps its text.
"""

from collections.abc import Iterable
from typing import Any

from django.template import Context, Node, NodeList, Template, Variable
from django.template.base import FilterExpression, TextNode
from django.template.defaulttags import IfNode, URLNode
from django.template.loaders.base import Loader as BaseLoader
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class _Folding(BaseLoader):
    """Folds a template before anybody else has it."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(CachedLoader, _Folding):
    """Django's cached loader, over templates that were folded."""


class Folded(Node):
    """Nodes that give the same text to everybody in one language."""

    child_nodelists = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = NodeList(nodes)
        self.has_addresses = any(isinstance(node, URLNode) for node in self.nodes)
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return the kept text, or make it."""
        key: tuple[Any, ...] = (get_language(), context.autoescape)
        if self.has_addresses:
            match = getattr(getattr(context, "request", None), "resolver_match", None)
            key += (get_script_prefix(), match.namespace if match else None)
        if key not in self.kept:
            self.kept[key] = self.nodes.render(context)
        return self.kept[key]


def fold(nodes: NodeList) -> None:
    """Fold a list of nodes and all that is below it, in place."""
    found = list(nodes)
    nodes.clear()
    run: list[Node] = []
    for node in found:
        if isinstance(node, TextNode) or _is_the_same(node):
            run.append(node)
            continue
        nodes.extend(_folded(run))
        run = []
        for below in _lists_below(node):
            fold(below)
        nodes.append(node)
    nodes.extend(_folded(run))


def _folded(run: list[Node]) -> list[Node]:
    if all(isinstance(node, TextNode) for node in run):
        return run
    folded = Folded(run)
    first = next(node for node in run if not isinstance(node, TextNode))
    folded.token, folded.origin = first.token, first.origin  # where an error is told to be
    return [folded]


def _lists_below(node: Node) -> list[NodeList]:
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    lists = (getattr(node, name, None) for name in node.child_nodelists)
    return [nodes for nodes in lists if isinstance(nodes, NodeList)]


def _is_the_same(node: Node) -> bool:
    """Tell whether a node has nothing of the visitor or the page in it."""
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _is_fixed(node.filter_expression)
    if isinstance(node, URLNode):
        return not node.asvar and all(map(_is_fixed, (node.view_name, *node.args, *node.kwargs.values())))
    return type(node) is StaticNode and not node.varname and _is_fixed(node.path)


def _is_fixed(expression: FilterExpression) -> bool:
    """Tell whether an expression is a text or a number that stands in the template."""
    value = expression.var
    return not expression.filters and not (isinstance(value, Variable) and value.lookups is not None)
