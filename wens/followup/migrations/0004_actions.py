"""Letters about actions, and links that open one action."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0003_more_letters"),
        ("organisations", "0005_remembered"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "ontvangen"),
                    ("asked", "een vraag van ons"),
                    ("answered", "een antwoord van ons"),
                    ("handed_over", "doorgegeven aan een partner"),
                    ("parked", "bewaard voor later"),
                    ("ended", "afgerond"),
                    ("merged", "samengevoegd"),
                    ("solved", "is het opgelost?"),
                    ("safer", "is het veiliger?"),
                    ("digest", "weekbericht"),
                    ("new_link", "een nieuwe link"),
                    ("offered", "aangeboden"),
                    ("urgent", "dringend"),
                    ("reminder", "herinnering"),
                    ("escalation", "niet op tijd beantwoord"),
                    ("reopened", "heropend"),
                    ("invited", "uitnodiging"),
                    ("security", "verandering in het inloggen"),
                    ("meeting", "uitnodiging voor een bijeenkomst"),
                    ("meeting_off", "bijeenkomst gaat niet door"),
                    ("minutes", "openbaar verslag"),
                    ("heard", "wat wij op de bijeenkomst hoorden"),
                    ("round_due", "stap van een ronde"),
                    ("red_list", "rode lijst"),
                    ("action_sign", "een deel van een actie om te tekenen"),
                    ("action_due", "een stap van een actie moet klaar zijn"),
                    ("action_help", "een actie kan niet verder of duurt langer"),
                    ("answer", "antwoord op een privacyverzoek"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ActionLink",
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
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="plans.action"
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action_link",
                        to="followup.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="action_links",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["gemeente", "digest"], name="action_link_digest")],
            },
        ),
        *secure("followup_actionlink"),
    ]
