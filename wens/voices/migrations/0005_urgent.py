"""A text that the machine made for who is on duty is never public before a person has read it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0004_covenant"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False), models.Q(("cleaned_by", "job:mask"), _negated=True), _connector="OR"
                ),
                name="contribution_public_was_read",
            ),
        ),
    ]
