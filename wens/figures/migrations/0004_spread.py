"""How an indicator lies over the buurten, kept beside the figures of the active edition."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0003_verdict_q"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spread",
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
                ("area_code", models.CharField(max_length=60)),
                ("indicator", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=9)),
                ("uneven", models.JSONField(null=True)),
                ("patterns", models.JSONField(default=list)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spreads", to="figures.edition"
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "area_code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "tier", "area_code", "indicator"), name="figures_spread_once"
                    )
                ],
            },
        ),
        *secure("figures_spread"),
    ]
