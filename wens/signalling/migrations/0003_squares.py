"""Addresses per square of 100 metres, and in which squares a signal was: behind a covenant that shares squares."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, guard_shared, secure


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_squares"),
        ("signalling", "0002_signals"),
    ]

    operations = [
        migrations.CreateModel(
            name="SquareAddresses",
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
                ("code", models.CharField(max_length=10)),
                ("addresses", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["code"],
                "constraints": [models.UniqueConstraint(fields=("gemeente", "code"), name="square_addresses_once")],
            },
        ),
        migrations.CreateModel(
            name="SquareSignal",
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
                    "squares",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                (
                    "within",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), size=None),
                ),
                ("history", models.JSONField()),
                (
                    "signal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exact", to="signalling.signal"
                    ),
                ),
            ],
            options={
                "ordering": ["signal__number"],
            },
        ),
        *secure("signalling_squareaddresses"),
        *secure("signalling_squaresignal"),
        *guard_reading("signalling_squaresignal", "see_signals"),
        *guard_shared("signalling_squaresignal"),
    ]
