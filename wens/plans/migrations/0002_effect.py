"""Whether it worked, the library of measures, and photos with reports."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_as, guard_reading, secure


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="measure",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.CreateModel(
            name="Evaluation",
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
                ("indicator", models.CharField(max_length=80)),
                ("area_code", models.CharField(max_length=60)),
                ("begins_on", models.DateField()),
                (
                    "excluded",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "action",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="plans.action",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evaluations", to="plans.goal"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-number"],
            },
        ),
        migrations.CreateModel(
            name="MeasureVersion",
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
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("withdrawn", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["key", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "key", "number"), name="measure_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportPhoto",
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
                ("jpeg", models.BinaryField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photo", to="plans.report"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Result",
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
                ("tier", models.CharField(choices=[("partners", "partners"), ("public", "openbaar")], max_length=8)),
                ("edition", models.BigIntegerField(null=True)),
                ("method", models.CharField(blank=True, max_length=12)),
                (
                    "effect",
                    models.CharField(
                        choices=[("likely", "waarschijnlijk"), ("unclear", "onduidelijk"), ("none", "geen effect")],
                        max_length=8,
                    ),
                ),
                ("found", models.JSONField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="plans.evaluation"
                    ),
                ),
            ],
            options={
                "ordering": ["tier"],
            },
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                fields=("goal", "action", "number"), name="evaluation_number_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("excluded", []), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="evaluation_excludes_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(fields=("evaluation", "tier"), name="result_once_per_tier"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("effect__in", ["likely", "unclear", "none"])), name="result_effect_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("method", ""), _negated=True), ("effect", "unclear"), _connector="OR"),
                name="result_without_method_is_unclear",
            ),
        ),
        *secure("plans_evaluation"),
        *secure("plans_result"),
        *secure("plans_measureversion"),
        *secure("plans_reportphoto"),
        *guard_as("plans_evaluation", "goal_id", "plans_goal"),
        *guard_reading(
            "plans_evaluation",
            "see_plans",
            unless="action_id IS NULL"
            " OR EXISTS (SELECT 1 FROM plans_action above WHERE above.id = plans_evaluation.action_id)",
        ),
        *guard_as("plans_result", "evaluation_id", "plans_evaluation"),
        *guard_reading("plans_result", "see_plans", unless="tier = 'public'"),
        *guard_as("plans_reportphoto", "report_id", "plans_report"),
    ]
