"""Wijkbeheerplannen in versions, their works, what happened with those, and from which contributions they came."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import APP_ROLE, guard_as, guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0005_remembered"),
    ]

    operations = [
        migrations.CreateModel(
            name="Work",
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
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField(max_length=1000)),
                ("kind", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=160)),
                ("x", models.FloatField(blank=True, null=True)),
                ("y", models.FloatField(blank=True, null=True)),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("q1", "januari tot en met maart"),
                            ("q2", "april tot en met juni"),
                            ("q3", "juli tot en met september"),
                            ("q4", "oktober tot en met december"),
                            ("year", "in de loop van het jaar"),
                        ],
                        default="year",
                        max_length=4,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("idea", "idee"),
                            ("considered", "wij kijken of het kan"),
                            ("planned", "gepland"),
                            ("busy", "bezig"),
                            ("done", "klaar"),
                            ("not_done", "gaat niet door"),
                            ("carried", "doorgeschoven naar het volgende jaar"),
                        ],
                        default="idea",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
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
                        to="works.work",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="works",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["period", "title", "id"],
            },
        ),
        migrations.CreateModel(
            name="WorkStep",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("add", "toegevoegd"),
                            ("consider", "wij kijken of het kan"),
                            ("plan", "gepland"),
                            ("start", "begonnen"),
                            ("finish", "klaar"),
                            ("postpone", "uitgesteld"),
                            ("stop", "gaat niet door"),
                            ("reconsider", "toch opnieuw bekeken"),
                            ("reopen", "nog niet klaar"),
                            ("carry", "doorgeschoven"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("idea", "idee"),
                            ("considered", "wij kijken of het kan"),
                            ("planned", "gepland"),
                            ("busy", "bezig"),
                            ("done", "klaar"),
                            ("not_done", "gaat niet door"),
                            ("carried", "doorgeschoven naar het volgende jaar"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="works.work"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
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
                ("year", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["-year", "area_code"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "area_code", "year"), name="works_plan_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="works_plan_year"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="work",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="works.yearplan"
            ),
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
                    "purpose",
                    models.CharField(
                        choices=[("proposal", "voorstel: bewoners kunnen reageren"), ("final", "vastgesteld plan")],
                        max_length=8,
                    ),
                ),
                ("intro", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("react_before", models.DateField(blank=True, null=True)),
                ("works", models.JSONField(default=list)),
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
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("written_by", models.CharField(max_length=100)),
                ("written_at", models.DateTimeField()),
                ("signed_by", models.CharField(blank=True, max_length=100)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("by_one_operator", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=100)),
                ("edits", models.PositiveIntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="works.yearplan"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="LinkedContribution",
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
                ("contribution", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="works.work"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["gemeente", "contribution"], name="works_contribution")],
                "constraints": [
                    models.UniqueConstraint(fields=("work", "contribution"), name="works_contribution_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="work",
            index=models.Index(fields=["gemeente", "state"], name="works_work_state"),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["idea", "considered", "planned", "busy", "done", "not_done", "carried"])
                ),
                name="works_work_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["q1", "q2", "q3", "q4", "year"])), name="works_work_period_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("x__isnull", True), ("y__isnull", True)),
                    models.Q(("x__isnull", False), ("y__isnull", False)),
                    _connector="OR",
                ),
                name="works_work_point_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="work",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["not_done", "carried"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="works_work_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="works_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "offered", "returned"))),
                fields=("plan",),
                name="works_version_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "offered", "returned", "dropped", "signed", "withdrawn"])),
                name="works_version_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["proposal", "final"])), name="works_version_purpose_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "proposal"), _negated=True), ("react_before__isnull", False), _connector="OR"
                ),
                name="works_version_react_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("signed", "withdrawn")), _negated=True),
                    models.Q(
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
                name="works_version_two_people",
            ),
        ),
        *secure("works_yearplan"),
        *secure("works_version"),
        *secure("works_work"),
        *secure("works_workstep"),
        *secure("works_linkedcontribution"),
        *guard_reading("works_version", "see_works", unless="state IN ('signed', 'withdrawn')"),
        *guard_reading("works_work", "see_works", unless="shown_at IS NOT NULL"),
        *guard_as("works_workstep", "work_id", "works_work"),
        *guard_as("works_linkedcontribution", "work_id", "works_work"),
        # What was planned, decided and published is never thrown away; what happened with a work is only added to.
        migrations.RunSQL(
            [f"REVOKE DELETE ON works_yearplan, works_version, works_work, works_workstep FROM {APP_ROLE}"],
            reverse_sql=[f"GRANT DELETE ON works_yearplan, works_version, works_work, works_workstep TO {APP_ROLE}"],
        ),
    ]
