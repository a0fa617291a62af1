"""A contribution may stand under a covenant: then it, and all that belongs to it, exists only for the parties."""

import django.db.models.deletion
from django.db import migrations, models

from wens.tenancy.security import guard_as, guard_covenant

BELONGS = ("original", "contact", "echo", "attachment", "message", "handover")


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_covenants"),
        ("voices", "0003_flood"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="covenant",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="access.covenant",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("covenant__isnull", True), ("is_public", False), _connector="OR"),
                name="contribution_covenant_not_public",
            ),
        ),
        *guard_covenant("voices_contribution"),
        *(
            operation
            for name in BELONGS
            for operation in guard_as(f"voices_{name}", "contribution_id", "voices_contribution")
        ),
    ]
