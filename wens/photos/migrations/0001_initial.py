"""The table of photos."""

import django.core.validators
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_rights")]

    operations = [
        migrations.CreateModel(
            name="Photo",
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
                ("tier", models.CharField(max_length=8)),
                ("area_code", models.CharField(max_length=60)),
                ("area_name", models.CharField(max_length=200)),
                ("level", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField()),
                ("edition", models.BigIntegerField()),
                ("generation", models.SmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("frozen_at", models.DateTimeField(auto_now_add=True)),
                ("frozen_by", models.CharField(max_length=100)),
                ("frozen_by_name", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["area_code", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gemeente", "tier", "area_code", "number"), name="photos_photo_number"
                    ),
                    models.UniqueConstraint(
                        fields=("gemeente", "tier", "area_code", "digest"), name="photos_photo_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="photos_photo_counts_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("frozen_by", ""), _negated=True), name="photos_photo_frozen_by"
                    ),
                ],
            },
        ),
        *secure("photos_photo", append_only=True),
    ]
