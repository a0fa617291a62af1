"""What is done about it, on the page of a wijk, stadsdeel or gemeente: its focus points and their actions."""

from django.urls import reverse
from django.utils.translation import gettext as _

from wens.plans.models import FocusPoint
from wens.plans.progress import Standing
from wens.plans.queries import adopted_in
from wens.plans.showing import counted
from wens.publication.pages.lists import Item
from wens.publication.places import Place, Places


def doing_in(place: Place, places: Places) -> list[Item]:
    """Return the adopted focus points of a place, of what holds it and of what lies in it. Two queries at most."""
    within = {one.code for one in places.all if place.code in one.inside.values() and one.level != "buurt"}
    found = adopted_in({place.code, *place.inside.values(), *within})
    items = [
        Item("", _said(focus, actions), f"{focus.slogan} ({focus.years})", reverse("plans-public:one", args=[focus.pk]))
        for focus, actions in found
    ]
    if items:
        every = f"{reverse('plans-public:tree')}?gebied={place.code}"
        items.append(Item("", _("wie wat doet, en hoe ver het is."), _("Alle plannen"), every))
    return items


def _said(focus: FocusPoint, actions: list[Standing]) -> str:
    example = [_("Dit is een verzonnen voorbeeld.")] if focus.is_example else []
    return " ".join([counted(actions), *example])
