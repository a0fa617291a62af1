"""What a writer fills in on the follow page. Each form carries a key: sent twice, it counts once."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wens.followup.models import Verdict
from wens.voices.actions.stepping import MOST_TEXT
from wens.voices.codes import is_code
from wens.voices.models import Update


class PlainForm(forms.Form):
    """A form whose labels are questions: no colon behind them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class Keyed(PlainForm):
    """A form with an idempotency key, made when it is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["class"] = "field"

    def clean_key(self) -> uuid.UUID:
        """Return the key; a browser that lost it gets a new one."""
        return self.cleaned_data["key"] or uuid.uuid4()


class CodeForm(PlainForm):
    """The follow code."""

    code = forms.CharField(
        label=_("Uw code"),
        max_length=60,
        help_text=_("Twaalf letters en cijfers, bijvoorbeeld KRT4-9WXM-2HPD. De streepjes mag u weglaten."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "autocapitalize": "characters",
                                      "spellcheck": "false", "dir": "ltr"}),
        error_messages={"required": _("Vul de code in die u kreeg toen u iets vertelde.")},
    )  # fmt: skip

    def clean_code(self) -> str:
        """Refuse what cannot be a code, with what to look at."""
        code: str = self.cleaned_data["code"]
        if not is_code(code):
            raise forms.ValidationError(
                _("Dit is geen code. Een code heeft twaalf tekens: medeklinkers en de cijfers 2 tot en met 9.")
            )
        return code


class ReplyForm(Keyed):
    """An answer to our question, or something to add."""

    text = forms.CharField(
        label=_("Uw bericht"),
        max_length=MOST_TEXT,
        strip=True,
        help_text=_("Schrijf liever geen namen van anderen op."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Schrijf eerst uw bericht."),
            "max_length": _("Uw bericht is te lang. Maak het korter dan %(limit_value)d tekens."),
        },
    )


class VerdictForm(Keyed):
    """Is it solved, is it safer?"""

    question = forms.ChoiceField(choices=Verdict.Question.choices, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=Verdict.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja, een beetje of nee.")},
    )
    text = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        if question:
            kwargs["initial"] = {**kwargs.get("initial", {}), "question": question}
        super().__init__(*args, **kwargs)
        asked = question or self.data.get("question", "")
        if asked in Verdict.Question.values:
            self.fields["answer"].label = Verdict.Question(asked).label


class UpdatesForm(PlainForm):
    """When the writer wants to hear."""

    updates = forms.ChoiceField(
        label=_("Wanneer wilt u bericht?"),
        choices=Update.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wanneer u bericht wilt.")},
    )


class LostForm(PlainForm):
    """The address to send a new link to."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Het adres dat u invulde toen u iets vertelde. Wij gebruiken het alleen om te zoeken."),
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in."),
            "invalid": _("Dit is geen e-mailadres. Een adres ziet eruit als naam@voorbeeld.nl."),
        },
    )
