"""Rounds and their steps; what people wrote about them only for who sees rounds."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("running", "bezig"),
                            ("finished", "afgerond"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("begins_on", models.DateField()),
                ("listens_from", models.DateField()),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="rounds.round",
                    ),
                ),
            ],
            options={
                "ordering": ["area_code", "number"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collect", "Verzamelen"),
                            ("photo", "Foto"),
                            ("listen", "Luisteren"),
                            ("table", "Ronde tafel"),
                            ("weigh", "Wegen"),
                            ("plan", "Plan"),
                            ("publish", "Openbaar maken"),
                            ("follow", "Volgen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("plan", "ingepland"),
                            ("start", "begonnen"),
                            ("close", "stap afgesloten"),
                            ("reopen", "stap weer geopend"),
                            ("move", "andere dag gekozen"),
                            ("sign", "dossier getekend en vastgelegd"),
                            ("finish", "ronde afgerond"),
                            ("resume", "ronde weer geopend"),
                            ("cancel", "ronde afgezegd"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Carried",
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
                        choices=[("step", "stap"), ("action", "afspraak"), ("remark", "opmerking")], max_length=6
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("collect", "Verzamelen"),
                            ("photo", "Foto"),
                            ("listen", "Luisteren"),
                            ("table", "Ronde tafel"),
                            ("weigh", "Wegen"),
                            ("plan", "Plan"),
                            ("publish", "Openbaar maken"),
                            ("follow", "Volgen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("action", models.UUIDField(blank=True, null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carried", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                    "key",
                    models.CharField(
                        choices=[
                            ("collect", "Verzamelen"),
                            ("photo", "Foto"),
                            ("listen", "Luisteren"),
                            ("table", "Ronde tafel"),
                            ("weigh", "Wegen"),
                            ("plan", "Plan"),
                            ("publish", "Openbaar maken"),
                            ("follow", "Volgen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "afgesloten")], default="open", max_length=6
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_for", models.DateField(blank=True, null=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(fields=("gemeente", "area_code", "number"), name="round_number"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("gemeente", "area_code"), name="round_runs_alone"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="round_counts_from_one"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["planned", "running", "finished", "cancelled"])),
                name="round_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("listens_from__lte", models.F("begins_on"))), name="round_listens_before"
            ),
        ),
        migrations.AddConstraint(
            model_name="carried",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "step"), models.Q(("step", ""), _negated=True)),
                    models.Q(("action__isnull", False), ("kind", "action")),
                    models.Q(("kind", "remark"), models.Q(("text", ""), _negated=True)),
                    _connector="OR",
                ),
                name="carried_says_what",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["gemeente", "due_on"], name="round_step_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("round", "key"), name="round_step_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("key__in", ["collect", "photo", "listen", "table", "weigh", "plan", "publish", "follow"])
                ),
                name="round_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state", "open")),
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="round_step_closed_at",
            ),
        ),
        *secure("rounds_round"),
        *secure("rounds_step"),
        *secure("rounds_decision"),
        *secure("rounds_carried"),
        *guard_reading("rounds_decision", "see_rounds"),
        *guard_reading("rounds_carried", "see_rounds"),
    ]
