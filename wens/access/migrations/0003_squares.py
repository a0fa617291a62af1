"""Figures per square of 100 metres are a kind of material of their own in a covenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_signals"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="covenantcategory",
            name="covenant_category_known",
        ),
        migrations.AlterField(
            model_name="covenantcategory",
            name="category",
            field=models.CharField(
                choices=[
                    ("contributions", "wat bewoners vertellen"),
                    ("police", "gegevens van de politie"),
                    ("housing", "gegevens van woningcorporaties"),
                    ("fire", "gegevens van de brandweer"),
                    ("welfare", "gegevens van zorg en welzijn"),
                    ("municipal", "gegevens van de gemeente"),
                    ("signals", "wat partners op straat zien"),
                    ("squares", "cijfers per vak van 100 meter"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="covenantcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        ["contributions", "police", "housing", "fire", "welfare", "municipal", "signals", "squares"],
                    )
                ),
                name="covenant_category_known",
            ),
        ),
    ]
