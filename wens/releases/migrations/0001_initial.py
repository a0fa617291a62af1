"""The tables of releases."""

import django.core.validators
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_rights")]

    operations = [
        migrations.CreateModel(
            name="Release",
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
                ("area_code", models.CharField(max_length=60)),
                ("generation", models.SmallIntegerField()),
                ("indicator", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=9)),
                ("count", models.FloatField(null=True)),
                ("value", models.FloatField(null=True)),
                ("edition", models.BigIntegerField()),
                ("first_released_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "area_code", "indicator", "period", "generation", "count", "value"),
                        name="releases_release_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__isnull", False), ("value__isnull", False), _connector="OR"),
                        name="releases_release_says",
                    ),
                ],
            },
        ),
        *secure("releases_release", append_only=True),
    ]
