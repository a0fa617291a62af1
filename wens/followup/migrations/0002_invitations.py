"""Letters to who is invited."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0001_initial"),
        ("organisations", "0004_second_factor"),
        ("voices", "0002_triage"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_has_recipient",
        ),
        migrations.AddField(
            model_name="letter",
            name="invitation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to="organisations.invitation",
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="to_kind",
            field=models.CharField(
                choices=[
                    ("writer", "wie meldde"),
                    ("organisation", "een partner"),
                    ("account", "een medewerker"),
                    ("invitation", "wie is uitgenodigd"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contribution__isnull", False), ("to_kind", "writer")),
                    models.Q(("organisation__isnull", False), ("to_kind", "organisation")),
                    models.Q(("account__isnull", False), ("to_kind", "account")),
                    models.Q(("invitation__isnull", False), ("to_kind", "invitation")),
                    _connector="OR",
                ),
                name="letter_has_recipient",
            ),
        ),
    ]
