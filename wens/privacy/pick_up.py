"""What somebody fills in who fetches the answer to a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.privacy.forms import Screen


class PickUpForm(Screen):
    """The code with which somebody reads the answer to a request; `copy`: also the file, as pdf or json."""

    code = forms.CharField(
        label=_("Uw ophaalcode"),
        max_length=60,
        help_text=_("Twaalf letters en cijfers, bijvoorbeeld KRT4-9WXM-2HPD. De streepjes mag u weglaten."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        error_messages={"required": _("Vul de code in die u van ons kreeg.")},
    )
    copy = forms.ChoiceField(required=False, choices=[("", ""), ("pdf", "pdf"), ("json", "json")])
