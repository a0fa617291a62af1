"""What chance, similar areas and the years say about a figure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="expected",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="peer_value",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="peers",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend_from",
            field=models.CharField(blank=True, max_length=9),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend_high",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend_low",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend_p",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="figure",
            name="trend_yearly",
            field=models.FloatField(null=True),
        ),
    ]
