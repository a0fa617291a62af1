"""What the login remembers for all processes, and sessions that can be ended together."""

import uuid

import django.core.validators
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remembered",
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
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("until", models.DateTimeField()),
                ("mark", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="account",
            name="session_round",
            field=models.PositiveIntegerField(default=0),
        ),
        *secure("organisations_remembered"),
    ]
