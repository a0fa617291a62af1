"""A knelpunt can rest on a signal that people judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bottlenecks", "0002_chain"),
        ("photos", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_says_what",
        ),
        migrations.AlterField(
            model_name="evidence",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figure", "cijfer uit een bewaarde foto"),
                    ("statement", "inbreng aan de ronde tafel"),
                    ("contribution", "melding van een bewoner of ondernemer"),
                    ("signal", "signaal uit cijfers dat mensen beoordeelden"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "figure"),
                        ("photo__isnull", False),
                        ("source__isnull", True),
                        models.Q(("indicator", ""), _negated=True),
                    ),
                    models.Q(
                        ("indicator", ""),
                        ("kind__in", ["statement", "contribution", "signal"]),
                        ("photo__isnull", True),
                        ("source__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_says_what",
            ),
        ),
    ]
