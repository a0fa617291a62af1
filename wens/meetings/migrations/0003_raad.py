"""Meetings of a wijkraad or dorpsraad are a kind of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_hall"),
        ("voices", "0006_group"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_kind_known",
        ),
        migrations.AlterField(
            model_name="meeting",
            name="kind",
            field=models.CharField(
                choices=[
                    ("wijkbijeenkomst", "wijkbijeenkomst veiligheid"),
                    ("round_table", "ronde tafel"),
                    ("wijkoverleg", "wijkoverleg"),
                    ("raad", "vergadering van de wijkraad of dorpsraad"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["wijkbijeenkomst", "round_table", "wijkoverleg", "raad"])),
                name="meeting_kind_known",
            ),
        ),
    ]
