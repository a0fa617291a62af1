"""An application and a subscription can be erased too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_words")]

    operations = [
        migrations.AlterField(
            model_name="erased",
            name="thing",
            field=models.CharField(
                choices=[
                    ("contribution", "melding"),
                    ("account", "account"),
                    ("words", "woorden in een tekst"),
                    ("row", "aanvraag of aanmelding"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="request",
            name="about",
            field=models.CharField(
                choices=[
                    ("writer", "wie zelf iets meldde of aanvroeg"),
                    ("third_person", "iemand die in een tekst wordt genoemd"),
                    ("account", "iemand met een account"),
                ],
                max_length=12,
            ),
        ),
    ]
