"""The tables of figures."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_rights")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("tier", models.CharField(choices=[("partners", "partners"), ("public", "openbaar")], max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("built", "gebouwd"),
                            ("awaiting_confirmation", "wacht op bevestiging"),
                            ("active", "actief"),
                            ("superseded", "vervangen"),
                            ("rolled_back", "teruggedraaid"),
                        ],
                        default="built",
                        max_length=21,
                    ),
                ),
                ("year", models.SmallIntegerField()),
                ("rows", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("file_digest", models.CharField(max_length=64)),
                ("changes", models.JSONField(default=dict)),
                ("built_at", models.DateTimeField(auto_now_add=True)),
                ("built_by", models.CharField(max_length=100)),
                ("built_by_name", models.CharField(max_length=200)),
                ("activated_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("activated_at__isnull", False),
                            _connector="OR",
                        ),
                        name="figures_edition_active_since",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("gemeente", "tier"),
                        name="figures_edition_one_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["partners", "public"])), name="figures_edition_tier"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["built", "awaiting_confirmation", "active", "superseded", "rolled_back"])
                        ),
                        name="figures_edition_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("step", models.CharField(max_length=12)),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("built", "gebouwd"),
                            ("awaiting_confirmation", "wacht op bevestiging"),
                            ("active", "actief"),
                            ("superseded", "vervangen"),
                            ("rolled_back", "teruggedraaid"),
                        ],
                        max_length=21,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("built", "gebouwd"),
                            ("awaiting_confirmation", "wacht op bevestiging"),
                            ("active", "actief"),
                            ("superseded", "vervangen"),
                            ("rolled_back", "teruggedraaid"),
                        ],
                        max_length=21,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", models.CharField(max_length=100)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activations", to="figures.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("by", ""), _negated=True), name="figures_activation_by")
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("tier", models.CharField(choices=[("partners", "partners"), ("public", "openbaar")], max_length=8)),
                ("grain", models.CharField(max_length=7)),
                ("area_code", models.CharField(max_length=60)),
                ("area_name", models.CharField(max_length=200)),
                ("level", models.CharField(max_length=12)),
                ("generation", models.SmallIntegerField()),
                ("indicator", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=9)),
                ("count", models.FloatField(null=True)),
                ("denominator", models.FloatField(null=True)),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("unit", models.CharField(max_length=80)),
                ("comparison", models.FloatField(null=True)),
                ("flags", models.CharField(blank=True, max_length=120)),
                ("snapshot", models.TextField(blank=True)),
                ("smoothed", models.FloatField(null=True)),
                ("smoothed_low", models.FloatField(null=True)),
                ("smoothed_high", models.FloatField(null=True)),
                ("stadsdeel_value", models.FloatField(null=True)),
                ("land_value", models.FloatField(null=True)),
                ("previous_value", models.FloatField(null=True)),
                ("previous_count", models.FloatField(null=True)),
                ("change_p", models.FloatField(null=True)),
                ("change", models.CharField(blank=True, max_length=8)),
                ("verdict", models.CharField(blank=True, max_length=8)),
                ("verdict_p", models.FloatField(null=True)),
                ("denominator_period", models.CharField(blank=True, max_length=4)),
                ("source", models.CharField(max_length=40)),
                ("reason", models.CharField(blank=True, max_length=20)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="figures.edition"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["gemeente", "tier", "indicator", "period", "level"], name="figures_figure_table"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "tier", "area_code", "indicator", "period"), name="figures_figure_once"
                    )
                ],
            },
        ),
        *secure("figures_edition"),
        *secure("figures_activation", append_only=True),
        *secure("figures_figure"),
    ]
