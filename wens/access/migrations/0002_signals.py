"""What partners see in the street is a kind of material of its own in a covenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_covenants"),
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
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="covenantcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__in", ["contributions", "police", "housing", "fire", "welfare", "municipal", "signals"])
                ),
                name="covenant_category_known",
            ),
        ),
    ]
