"""The outbox."""

import uuid

import django.core.validators
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outgoing",
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
                ("at", models.DateTimeField(auto_now_add=True)),
                ("topic", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=200)),
                ("data", models.JSONField(default=dict)),
                ("handled_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("handled_at__isnull", True)), fields=["at"], name="audit_outgoing_waiting"
                    )
                ],
            },
        ),
        *secure("audit_outgoing"),
    ]
