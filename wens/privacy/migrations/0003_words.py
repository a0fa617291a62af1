"""Words that are taken out of texts, things other than contributions, and how an answer reaches who asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_requests"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="erased",
            name="erased_once",
        ),
        migrations.RemoveConstraint(
            model_name="found",
            name="found_once_per_request",
        ),
        migrations.RenameField(
            model_name="found",
            old_name="contribution",
            new_name="key",
        ),
        migrations.AddField(
            model_name="erased",
            name="marks",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="erased",
            name="of",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="found",
            name="thing",
            field=models.CharField(default="voices.Contribution", max_length=40),
        ),
        migrations.AddField(
            model_name="request",
            name="email",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="language",
            field=models.CharField(default="nl", max_length=5),
        ),
        migrations.AddField(
            model_name="request",
            name="posted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="erased",
            name="thing",
            field=models.CharField(
                choices=[("contribution", "melding"), ("account", "account"), ("words", "woorden in een tekst")],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="found",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("open", "nog te beslissen"),
                    ("given", "in het afschrift"),
                    ("corrected", "verbeterd"),
                    ("restricted", "niet meer openbaar"),
                    ("erased", "verwijderd"),
                    ("struck", "woorden weggehaald"),
                    ("kept", "blijft"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="erased",
            constraint=models.UniqueConstraint(
                condition=models.Q(("thing", "words"), _negated=True),
                fields=("gemeente", "thing", "key"),
                name="erased_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="found",
            constraint=models.UniqueConstraint(fields=("request", "thing", "key"), name="found_once_per_request"),
        ),
    ]
