"""Frozen dossiers, append-only, and the texts in them; the partners' part only for who takes part in meetings."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_as, guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "gemeente",
                    models.CharField(
                        default=wens.tenancy.context.current_gemeente,
                        editable=False,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^GM[0-9]{4}$", "Een gemeentecode bestaat uit GM en vier cijfers, bijvoorbeeld GM0153."
                            )
                        ],
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("tier", models.CharField(choices=[("public", "openbaar"), ("partners", "partners")], max_length=8)),
                ("area_code", models.CharField(max_length=60)),
                ("area_name", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("round", models.UUIDField()),
                (
                    "meetings",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("digest", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("frozen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["area_code", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "tier", "area_code", "number"), name="dossier_number"),
                    models.UniqueConstraint(fields=("gemeente", "tier", "area_code", "digest"), name="dossier_once"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="dossier_counts_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["public", "partners"])), name="dossier_tier_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "gemeente",
                    models.CharField(
                        default=wens.tenancy.context.current_gemeente,
                        editable=False,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^GM[0-9]{4}$", "Een gemeentecode bestaat uit GM en vier cijfers, bijvoorbeeld GM0153."
                            )
                        ],
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("seal", models.CharField(max_length=64)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("text", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contribution", "melding"),
                            ("statement", "inbreng aan tafel"),
                            ("public_text", "openbare tekst van een professional"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source", models.UUIDField()),
                ("part", models.CharField(max_length=10)),
                ("kept_at", models.DateTimeField()),
                ("erased_on", models.DateField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotes", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["gemeente", "source"], name="quote_source")],
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "seal"), name="quote_once_per_dossier"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_on__isnull", True), models.Q(("salt", ""), ("text", "")), _connector="OR"
                        ),
                        name="quote_erased_says_nothing",
                    ),
                ],
            },
        ),
        *secure("dossiers_dossier", append_only=True),
        *guard_reading("dossiers_dossier", "take_part_in_meetings", unless="tier = 'public'"),
        *secure("dossiers_quote"),
        *guard_as("dossiers_quote", "dossier_id", "dossiers_dossier"),
    ]
