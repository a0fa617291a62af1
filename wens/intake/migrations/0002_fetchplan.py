"""Tables that are fetched by themselves."""

import django.core.validators
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FetchPlan",
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
                ("source", models.CharField(max_length=40)),
                ("table", models.CharField(blank=True, max_length=20)),
                (
                    "every",
                    models.CharField(
                        choices=[("day", "elke nacht"), ("week", "elke week"), ("month", "elke maand")], max_length=5
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by", models.CharField(max_length=100)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("status", models.CharField(blank=True, max_length=10)),
                ("message", models.TextField(blank=True)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "source", "table"), name="intake_fetchplan_one"),
                    models.CheckConstraint(
                        condition=models.Q(("every__in", ["day", "week", "month"])), name="intake_fetchplan_every"
                    ),
                ],
            },
        ),
        *secure("intake_fetchplan"),
    ]
