"""A verdict's p after control of the false findings."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_reading_chance")]

    operations = [
        migrations.AddField(model_name="figure", name="verdict_q", field=models.FloatField(null=True)),
    ]
