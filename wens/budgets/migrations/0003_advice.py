"""Advice of wijkraden: request, advice, answer with a reason, what came of it."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0002_ledger"),
        ("organisations", "0005_remembered"),
    ]

    operations = [
        migrations.CreateModel(
            name="Advice",
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
                ("question", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "gevraagd"),
                            ("given", "gegeven, wacht op antwoord"),
                            ("answered", "beantwoord"),
                            ("done", "afgerond"),
                            ("not_given", "geen advies gegeven"),
                            ("withdrawn", "vraag ingetrokken"),
                        ],
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("told_for", models.DateField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
                (
                    "followed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wholly", "wij volgen het advies"),
                            ("partly", "wij volgen het advies voor een deel"),
                            ("not", "wij volgen het advies niet"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advice",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="AdviceStep",
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
                ("what", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=100)),
                (
                    "advice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="budgets.advice"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "given", "answered", "done", "not_given", "withdrawn"])),
                name="advice_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["given", "answered", "done"]), _negated=True),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="advice_given_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["answered", "done"]), _negated=True),
                    models.Q(models.Q(("followed", ""), _negated=True), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="advice_answered_with_reason",
            ),
        ),
        *secure("budgets_advice"),
        *secure("budgets_advicestep"),
    ]
