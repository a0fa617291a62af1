"""Every personal field is declared beside its model."""

import re

from django.apps import apps
from django.db import models

LOOKS_PERSONAL = re.compile(
    r"(^|_)(name|email|mail|phone|telephone|address|birth|bsn|actor|by|author|person|account|password|login|session_data)($|_)"
)
NOT_ABOUT_PERSONS = {
    "organisations.Gemeente.name": "name of a municipality",
    "organisations.Organisation.name": "name of an organisation",
    "organisations.Organisation.telephone": "number of a desk",
    "access.Covenant.name": "name of a covenant",
    "audit.Event.name": "name of the event",
    "areas.Area.name": "name of an area",
    "plans.Programme.name": "name of a programme",
    "areas.Composition.name": "name of an area",
    "areas.Generation.file_name": "name of a delivered file",
    "intake.Snapshot.file_name": "name of a delivered file",
    "intake.Snapshot.kept_name": "name of the kept copy: a hash",
    "intake.Slice.ended_by": "the delivery that took over",
    "figures.Figure.area_name": "name of an area",
    "photos.Photo.area_name": "name of an area",
    "dossiers.Dossier.area_name": "name of an area",
    "reports.Report.area_name": "name of an area",
    "districts.Version.by_one_operator": "yes or no: an installation with a single operator",
    "works.Version.by_one_operator": "yes or no: an installation with a single operator",
    "initiatives.Network.name": "name of a network of residents",
    "signalling.NamedPlace.name": "name of a school, square or street; a house number is refused",
}


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("wens.")]


def test_every_model_says_which_of_its_fields_are_personal():
    silent = [model._meta.label for model in _ours() if "personal" not in vars(model)]
    assert silent == []


def test_a_field_that_looks_personal_is_declared():
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model in _ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and LOOKS_PERSONAL.search(field.name)
        and field.name not in vars(model).get("personal", {})
        and f"{model._meta.label}.{field.name}" not in NOT_ABOUT_PERSONS
    ]
    assert undeclared == []


def test_a_declaration_names_a_field_that_exists_and_gives_purpose_basis_and_audience():
    for model in _ours():
        fields = {field.name for field in model._meta.get_fields()}
        for name, declaration in vars(model).get("personal", {}).items():
            assert name in fields, f"{model._meta.label} declares {name}"
            assert all([declaration.purpose, declaration.basis, declaration.audience])
            assert declaration.retention_days >= 0
