"""Signals from statistics, how people judged them, and what looking back gave."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    dependencies = [
        ("signalling", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BackTest",
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
                ("until", models.DateField()),
                ("weeks", models.PositiveSmallIntegerField()),
                ("method", models.CharField(max_length=20)),
                ("budget", models.PositiveSmallIntegerField()),
                ("results", models.JSONField()),
                ("took_s", models.FloatField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="WeeklyRun",
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
                ("until", models.DateField()),
                ("method", models.CharField(max_length=20)),
                ("budget", models.PositiveSmallIntegerField()),
                ("judged_false", models.PositiveIntegerField()),
                ("looks", models.PositiveIntegerField()),
                ("alpha", models.FloatField()),
                ("new", models.PositiveIntegerField()),
                ("again", models.PositiveIntegerField()),
                ("too_small", models.PositiveIntegerField()),
                ("notes", models.JSONField(default=list)),
                ("took_s", models.FloatField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SignalRules",
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
                ("number", models.PositiveIntegerField()),
                ("is_on", models.BooleanField(default=True)),
                ("false_alarms_a_year", models.PositiveSmallIntegerField()),
                ("expiry_days", models.PositiveSmallIntegerField()),
                ("why", models.CharField(max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "number"), name="signal_rules_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expiry_days__gte", 7),
                            ("false_alarms_a_year__gte", 1),
                            models.Q(("why", ""), _negated=True),
                        ),
                        name="signal_rules_sound",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
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
                ("number", models.PositiveIntegerField()),
                ("indicator", models.CharField(max_length=80)),
                ("theme", models.CharField(max_length=30)),
                ("detector", models.CharField(max_length=12)),
                ("method", models.CharField(max_length=20)),
                ("level", models.CharField(max_length=12)),
                ("area_codes", models.JSONField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("observed", models.PositiveIntegerField()),
                ("expected", models.FloatField()),
                ("p", models.FloatField()),
                ("alpha", models.FloatField()),
                ("history", models.JSONField()),
                ("template", models.CharField(max_length=30)),
                ("data", models.JSONField()),
                ("said", models.JSONField()),
                (
                    "judged",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expected", "dit hadden wij verwacht"),
                            ("explained", "er is een verklaring"),
                            ("knelpunt", "dit kan een knelpunt zijn"),
                            ("false", "loos signaal: er was niets aan de hand"),
                            ("unclear", "wij weten het niet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="signalling.weeklyrun"
                    ),
                ),
            ],
            options={
                "ordering": ["-last_day", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
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
                ("week", models.DateField()),
                ("area_codes", models.JSONField()),
                ("observed", models.PositiveIntegerField()),
                ("expected", models.FloatField()),
                ("p", models.FloatField()),
                ("at", models.DateTimeField()),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sightings", to="signalling.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["week"],
                "constraints": [models.UniqueConstraint(fields=("signal", "week"), name="sighting_once_a_week")],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                    "judged",
                    models.CharField(
                        choices=[
                            ("expected", "dit hadden wij verwacht"),
                            ("explained", "er is een verklaring"),
                            ("knelpunt", "dit kan een knelpunt zijn"),
                            ("false", "loos signaal: er was niets aan de hand"),
                            ("unclear", "wij weten het niet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("function", models.CharField(max_length=20)),
                ("answer_key", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "signal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="signalling.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "answer_key"), name="judgement_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="judgement_has_reason"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(fields=["gemeente", "indicator", "last_day"], name="signal_indicator"),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(fields=("gemeente", "number"), name="signal_number"),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_day__lte", models.F("last_day"))), name="signal_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("judged", ""), ("judged_at__isnull", False), _connector="OR"),
                name="signal_judged_when",
            ),
        ),
        *secure("signalling_signalrules"),
        *secure("signalling_weeklyrun"),
        *secure("signalling_signal"),
        *secure("signalling_sighting"),
        *secure("signalling_judgement"),
        *secure("signalling_backtest"),
        *guard_reading("signalling_signal", "see_signals"),
        *guard_reading("signalling_sighting", "see_signals"),
        *guard_reading("signalling_judgement", "see_signals"),
    ]
