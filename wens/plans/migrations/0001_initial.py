"""Plans: what a wijk wants to reach, who does what, who signed; drafts and confidential actions behind a lock."""

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
        ("bottlenecks", "0001_initial"),
        ("organisations", "0005_remembered"),
    ]

    operations = [
        migrations.CreateModel(
            name="FocusPoint",
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
                ("key", models.CharField(blank=True, max_length=60)),
                ("slogan", models.CharField(max_length=120)),
                ("theme", models.CharField(max_length=120)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "in voorbereiding"), ("adopted", "vastgesteld"), ("ended", "afgelopen")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("round", models.UUIDField(blank=True, null=True)),
                ("order", models.PositiveSmallIntegerField(default=0)),
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
                        to="plans.focuspoint",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "order", "slogan"],
            },
        ),
        migrations.CreateModel(
            name="Ambition",
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
                ("text", models.CharField(max_length=300)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "focus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ambitions", to="plans.focuspoint"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
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
                ("title", models.CharField(max_length=160)),
                ("about", models.TextField(blank=True)),
                ("indicator", models.CharField(blank=True, max_length=80)),
                ("no_indicator", models.CharField(blank=True, max_length=300)),
                ("area_code", models.CharField(max_length=60)),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "ambition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plans.ambition"
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="plans.goal",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Action",
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
                ("title", models.CharField(max_length=160)),
                ("about", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                ("wants_public", models.BooleanField()),
                ("is_public", models.BooleanField(default=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "wacht op handtekening"),
                            ("agreed", "afgesproken"),
                            ("stuck", "loopt vast"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                            ("carried", "gaat verder in een nieuwe periode"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("stage_since", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("reminded_for", models.DateField(blank=True, null=True)),
                ("escalated_for", models.DateField(blank=True, null=True)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads_actions",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="plans.action",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="plans.goal"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "title"],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("words", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="plans.action"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Part",
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
                ("role", models.CharField(choices=[("lead", "trekker"), ("partner", "doet mee")], max_length=8)),
                ("words", models.CharField(max_length=500)),
                ("means", models.CharField(blank=True, max_length=300)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("signed", models.PositiveSmallIntegerField(default=0)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="plans.action"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts_of_actions",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "organisation__name"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                ("title", models.CharField(max_length=160)),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="plans.action"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="plans.part"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "title"],
            },
        ),
        migrations.CreateModel(
            name="PartVersion",
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
                ("terms", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("signed_by", models.CharField(blank=True, max_length=100)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="plans.part"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("key", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("headline", models.CharField(blank=True, max_length=200)),
                ("about", models.TextField(blank=True)),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["order", "name"],
                "constraints": [models.UniqueConstraint(fields=("gemeente", "key"), name="programme_key_once")],
            },
        ),
        migrations.AddField(
            model_name="focuspoint",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="focus_points", to="plans.programme"
            ),
        ),
        migrations.CreateModel(
            name="Reason",
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
                    "bottleneck",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="focus_points",
                        to="bottlenecks.bottleneck",
                    ),
                ),
                (
                    "focus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reasons", to="plans.focuspoint"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
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
                ("line", models.CharField(max_length=200)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("is_stuck", models.BooleanField(default=False)),
                ("answer_key", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.action"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Target",
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
                ("baseline_period", models.CharField(max_length=4)),
                ("value", models.FloatField()),
                ("due_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="plans.goal"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Done",
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
                            ("draft", "opgeschreven"),
                            ("edit", "veranderd"),
                            ("adopt", "vastgesteld"),
                            ("withdraw", "teruggenomen"),
                            ("end", "afgesloten"),
                            ("resume", "weer opgepakt"),
                            ("propose", "voorgesteld"),
                            ("sign", "ondertekend"),
                            ("get_stuck", "loopt vast"),
                            ("go_on", "gaat weer verder"),
                            ("finish", "klaar"),
                            ("reopen", "weer geopend"),
                            ("stop", "gestopt"),
                            ("carry", "meegenomen naar een nieuwe periode"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="plans.action",
                    ),
                ),
                (
                    "focus",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history",
                        to="plans.focuspoint",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", None), ("focus__isnull", False)),
                            models.Q(("action__isnull", False), ("focus", None)),
                            _connector="OR",
                        ),
                        name="done_with_one_thing",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indicator", ""), _negated=True),
                    models.Q(("no_indicator", ""), _negated=True),
                    _connector="OR",
                ),
                name="goal_has_indicator_or_says_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["gemeente", "stage", "due_on"], name="action_stage_due"),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["proposed", "agreed", "stuck", "done", "stopped", "carried"])),
                name="action_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("action", "organisation"), name="part_once_per_partner"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "lead")), fields=("action",), name="action_has_one_lead"
            ),
        ),
        migrations.AddConstraint(
            model_name="partversion",
            constraint=models.UniqueConstraint(fields=("part", "number"), name="part_version_once"),
        ),
        migrations.AddConstraint(
            model_name="focuspoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("gemeente", "key"), name="focus_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="focuspoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))), name="focus_period_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="focuspoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "adopted", "ended"])), name="focus_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reason",
            constraint=models.UniqueConstraint(fields=("focus", "bottleneck"), name="reason_once"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="report_once"),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(fields=("goal", "number"), name="target_number_once"),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="target_changed_with_reason",
            ),
        ),
        *secure("plans_programme"),
        *secure("plans_focuspoint"),
        *secure("plans_reason"),
        *secure("plans_ambition"),
        *secure("plans_goal"),
        *secure("plans_target"),
        *secure("plans_action"),
        *secure("plans_part"),
        *secure("plans_partversion"),
        *secure("plans_milestone"),
        *secure("plans_report"),
        *secure("plans_need"),
        *secure("plans_done"),
        *guard_reading("plans_focuspoint", "see_plans", unless="state <> 'draft'"),
        *guard_as("plans_reason", "focus_id", "plans_focuspoint"),
        *guard_as("plans_ambition", "focus_id", "plans_focuspoint"),
        *guard_as("plans_goal", "ambition_id", "plans_ambition"),
        *guard_as("plans_target", "goal_id", "plans_goal"),
        *guard_as("plans_action", "goal_id", "plans_goal"),
        *guard_reading("plans_action", "see_plans", unless="is_public"),
        *guard_as("plans_part", "action_id", "plans_action"),
        *guard_as("plans_milestone", "action_id", "plans_action"),
        *guard_as("plans_report", "action_id", "plans_action"),
        *guard_reading("plans_partversion", "see_plans"),
        *guard_reading("plans_need", "see_plans"),
        *guard_reading("plans_done", "see_plans"),
    ]
