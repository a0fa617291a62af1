"""What a partner fills in on a phone about an action: which steps are done, how it goes, a photo."""

import uuid
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from wens.plans.forms import PlansForm
from wens.plans.models import Part
from wens.voices import photos

SALT = "plans.report.photo"


def _signed(text: str) -> photos.Photo:
    """Return the photo that a hidden field names. Raises signing.BadSignature for what we did not write ourselves."""
    known = signing.loads(text, salt=SALT, max_age=photos.KEEP_DRAFT_S)
    return photos.Photo(**known | {"warnings": tuple(known["warnings"])})


class ReportForm(PlansForm):
    """How it goes: two minutes on a phone."""

    GOES, STUCK = "goes", "stuck"
    done = forms.MultipleChoiceField(label=_("Wat is klaar?"), required=False, widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        label=_("Kunt u verder?"), choices=[(GOES, _("Ja, wij kunnen verder")), (STUCK, _("Nee, er is iets nodig"))],
        initial=GOES, widget=forms.RadioSelect,
    )  # fmt: skip
    needs = forms.CharField(
        label=_("Wat is er nodig om verder te kunnen?"), max_length=300, required=False,
        help_text=_("Alleen als u niet verder kunt. De stadsdeelmanager krijgt dit te lezen."),
    )  # fmt: skip
    line = forms.CharField(label=_("Hoe gaat het, in een zin?"), max_length=200)
    looked = forms.BooleanField(
        label=_("Ik keek het na: hier staat niets in waaraan u iemand herkent"), required=False,
        widget=forms.HiddenInput,
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Foto van wat er is gedaan"), required=False, max_length=200,
        help_text=_("Als .jpg, .png of .webp. Plaats en tijd halen wij eruit."),
        error_messages={"empty": _("Dit bestand is leeg. Kies een andere foto.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    photo_ok = forms.BooleanField(
        label=_("Op de foto staan geen mensen, kentekens of namen die u herkent"), required=False
    )
    photo_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    answer_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, part: Part, is_public: bool, **kwargs: Any) -> None:
        self.part, self.is_public = part, is_public
        super().__init__(*args, **{"initial": {"answer_key": uuid.uuid4()}, **kwargs})

    def prepare(self) -> None:
        """Offer the open steps of the own part, and say who will read the line."""
        steps = self.part.milestones.filter(done_at=None, dropped_at=None)
        self.fields["done"].choices = [(str(one.pk), one.title) for one in steps]  # type: ignore[attr-defined]
        if not steps:
            del self.fields["done"]
        self.fields["line"].help_text = (
            _("Iedereen kan dit lezen op de site. Noem geen namen.") if self.is_public
            else _("Alleen partners lezen dit. Noem geen namen van bewoners.")
        )  # fmt: skip

    def ask_to_look(self) -> None:
        """Let who wrote it say that the line was looked at once more."""
        self.fields["looked"].widget = forms.CheckboxInput()

    def clean_answer_key(self) -> uuid.UUID:
        """Return the key; a browser that lost it gets a new one."""
        return self.cleaned_data["answer_key"] or uuid.uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask what is needed of who cannot go on."""
        said = super().clean() or {}
        if said.get("how") == self.STUCK and not said.get("needs"):
            self.add_error("needs", _("Schrijf in een zin wat er nodig is."))
        said["kept"] = self._photo(said)
        if said["kept"] and not said.get("photo_ok"):
            self.add_error("photo_ok", _("Kijk de foto na. Zet hier een vinkje, of stuur geen foto."))
        return said

    def _photo(self, said: dict[str, Any]) -> photos.Photo | None:
        """Return the cleaned photo: of now, or of an earlier try of this form, which a browser does not send again."""
        file, kept = said.get("photo"), said.get("photo_kept")
        try:
            if file is not None:
                photos.refuse_large(file.size or 0)
                made = photos.prepare(file.read(), file.name or "")
                sent: Any = self.data
                changed = sent.copy()
                changed["photo_kept"] = signing.dumps(asdict(made), salt=SALT)
                self.data = changed
                return made
            if kept and not photos.is_there(found := _signed(kept)):
                raise signing.BadSignature
            return found if kept else None
        except photos.Refused as refusal:
            self.add_error("photo", str(refusal))
        except signing.BadSignature:
            self.add_error("photo", _("De foto is te lang geleden gekozen. Kies hem opnieuw."))
        return None
