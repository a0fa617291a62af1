"""Pieces for everybody in versions, drafts behind a lock, and who wants the news of an area by mail."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import APP_ROLE, guard_reading, secure

WAS_PUBLIC = (
    "state IN ('signed', 'withdrawn', 'removed') AND publish_at <= clock_timestamp() "
    "AND (ended_at IS NULL OR ended_at > publish_at)"
)
"""By the clock and not by the beginning of the transaction: what was signed in it shows in it."""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Piece",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "bij wie u terecht kunt"),
                            ("profile", "tekst over een stadsdeel"),
                            ("programme", "tekst bij een programma"),
                            ("news", "nieuwsbericht"),
                        ],
                        max_length=9,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=140)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("gemeente", "kind", "key"),
                        name="piece_key_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["contact", "profile", "programme", "news"])),
                        name="piece_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                ("area_code", models.CharField(max_length=60)),
                ("language", models.CharField(default="nl", max_length=5)),
                ("email", models.BinaryField()),
                ("sealed_with", models.CharField(max_length=16)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirm_before", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "indexes": [models.Index(fields=["gemeente", "area_code"], name="subscription_area")],
            },
        ),
        migrations.CreateModel(
            name="Version",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("said", models.JSONField(default=dict)),
                ("person", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("offered", "wacht op een tweede lezer"),
                            ("returned", "terug naar de schrijver"),
                            ("dropped", "vervallen"),
                            ("signed", "getekend"),
                            ("withdrawn", "ingetrokken"),
                            ("removed", "weggehaald omdat de wet dat vraagt"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("wanted_at", models.DateTimeField(blank=True, null=True)),
                ("written_by", models.CharField(max_length=100)),
                ("written_at", models.DateTimeField()),
                ("signed_by", models.CharField(blank=True, max_length=100)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("by_one_operator", models.BooleanField(default=False)),
                ("publish_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=100)),
                ("edits", models.PositiveIntegerField(default=0)),
                (
                    "piece",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="districts.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "indexes": [models.Index(fields=["gemeente", "state", "publish_at"], name="version_shown")],
                "constraints": [
                    models.UniqueConstraint(fields=("piece", "number"), name="version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "offered", "returned"))),
                        fields=("piece",),
                        name="version_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "offered", "returned", "dropped", "signed", "withdrawn", "removed"])
                        ),
                        name="version_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("signed", "withdrawn", "removed")), _negated=True),
                            models.Q(
                                ("publish_at__isnull", False),
                                ("signed_at__isnull", False),
                                models.Q(
                                    models.Q(("signed_by", models.F("written_by")), _negated=True),
                                    ("by_one_operator", True),
                                    ("signed_by", "(verwijderd)"),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="version_two_people",
                    ),
                ],
            },
        ),
        *secure("districts_piece"),
        *secure("districts_version"),
        *secure("districts_subscription"),
        *guard_reading("districts_version", "see_texts", unless=WAS_PUBLIC),
        *guard_reading("districts_subscription", "read_contacts"),
        # What was written down is never thrown away by the application; a removal by law empties the row instead.
        migrations.RunSQL(
            [f"REVOKE DELETE ON districts_piece, districts_version FROM {APP_ROLE}"],
            reverse_sql=[f"GRANT DELETE ON districts_piece, districts_version TO {APP_ROLE}"],
        ),
    ]
