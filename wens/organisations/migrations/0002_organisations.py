"""Partners and civic groups, and for whom an account works."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "gemeente",
                    models.CharField(
                        default=wens.tenancy.context.current_gemeente,
                        editable=False,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^GM[0-9]{4}$", "Een gemeentecode bestaat uit GM en vier cijfers, bijvoorbeeld GM0153."
                            )
                        ],
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.SlugField(max_length=130)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "gemeente"),
                            ("police", "politie"),
                            ("fire", "brandweer"),
                            ("safety", "veiligheidszorg"),
                            ("housing", "woningcorporatie"),
                            ("prosecution", "Openbaar Ministerie"),
                            ("wijkteam", "wijkteam"),
                            ("youth_work", "jongerenwerk"),
                            ("welfare", "welzijnswerk"),
                            ("research", "onderzoeksbureau"),
                            ("wijkraad", "wijkraad"),
                            ("dorpsraad", "dorpsraad"),
                            ("school", "school"),
                            ("association", "vereniging"),
                            ("entrepreneurs", "ondernemers"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("mailbox", models.EmailField(blank=True, max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=20)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="account",
            name="account_role_known",
        ),
        migrations.AddField(
            model_name="account",
            name="function",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name="account",
            name="role",
            field=models.CharField(
                choices=[
                    ("administrator", "beheerder"),
                    ("analyst", "analist"),
                    ("confirmer", "tweede lezer"),
                    ("district_manager", "stadsdeelmanager"),
                    ("triage", "behandelaar van meldingen"),
                    ("privacy_officer", "privacy officer"),
                    ("partner", "partner"),
                    ("civic", "contactpersoon van een bewonersgroep"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "administrator",
                            "analyst",
                            "confirmer",
                            "district_manager",
                            "triage",
                            "privacy_officer",
                            "partner",
                            "civic",
                        ],
                    )
                ),
                name="account_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("gemeente", "slug"), name="organisation_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "municipality",
                            "police",
                            "fire",
                            "safety",
                            "housing",
                            "prosecution",
                            "wijkteam",
                            "youth_work",
                            "welfare",
                            "research",
                            "wijkraad",
                            "dorpsraad",
                            "school",
                            "association",
                            "entrepreneurs",
                        ],
                    )
                ),
                name="organisation_kind_known",
            ),
        ),
        *secure("organisations_organisation"),
    ]
