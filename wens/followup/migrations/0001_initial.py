"""Letters, personal links, verdicts, and what keeps the red list."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_organisations"),
        ("voices", "0002_triage"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkRequest",
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
                ("email", models.BinaryField()),
                ("sealed_with", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                (
                    "kind",
                    models.CharField(
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
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_kind",
                    models.CharField(
                        choices=[
                            ("writer", "wie meldde"),
                            ("organisation", "een partner"),
                            ("account", "een medewerker"),
                        ],
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(default="nl", max_length=5)),
                ("template_version", models.CharField(blank=True, max_length=20)),
                ("data", models.JSONField(default=dict)),
                ("once_key", models.CharField(max_length=200)),
                ("message_id", models.CharField(max_length=200)),
                ("is_urgent", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("gathered", "wacht op het weekbericht"),
                            ("waiting", "wacht op verzending"),
                            ("handing_over", "wordt nu verstuurd"),
                            ("sent", "verstuurd"),
                            ("failed", "niet bezorgd"),
                            ("interrupted", "afgebroken tijdens het versturen"),
                            ("cancelled", "niet verstuurd"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("handed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="voices.contribution",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="voices.handover",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "told_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tells",
                        to="followup.letter",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="PersonalLink",
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
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("item", "één melding, voor een partner"),
                            ("follow", "de eigen melding volgen"),
                            ("unsubscribe", "afmelden"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="voices.contribution"
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="voices.handover",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="links",
                        to="followup.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RedListOwner",
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
                ("since", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owns_red_list",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-since"],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
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
                (
                    "question",
                    models.CharField(
                        choices=[("solved", "Is het opgelost?"), ("safer", "Is het veiliger?")], max_length=6
                    ),
                ),
                (
                    "answer",
                    models.CharField(choices=[("yes", "Ja"), ("partly", "Een beetje"), ("no", "Nee")], max_length=6),
                ),
                ("at", models.DateTimeField()),
                ("answer_key", models.UUIDField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="voices.contribution"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="WrongCode",
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
                ("visitor", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["gemeente", "visitor", "at"], name="wrong_code_visitor")],
            },
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["gemeente", "not_before"], name="letter_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["gemeente", "state", "made_at"], name="letter_state"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("gemeente", "once_key"), name="letter_made_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("message_id",), name="letter_message_id_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contribution__isnull", False), ("to_kind", "writer")),
                    models.Q(("organisation__isnull", False), ("to_kind", "organisation")),
                    models.Q(("account__isnull", False), ("to_kind", "account")),
                    _connector="OR",
                ),
                name="letter_has_recipient",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                ),
                name="letter_sent_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="personallink",
            constraint=models.UniqueConstraint(fields=("gemeente", "digest"), name="personal_link_digest_once"),
        ),
        migrations.AddConstraint(
            model_name="personallink",
            constraint=models.UniqueConstraint(fields=("letter", "purpose"), name="personal_link_one_per_letter"),
        ),
        migrations.AddConstraint(
            model_name="personallink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "item"), _negated=True),
                    models.Q(
                        ("expires_at__isnull", False), ("handover__isnull", False), ("organisation__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="personal_link_of_partner_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="verdict_given_once"),
        ),
        *secure("followup_letter"),
        *secure("followup_personallink"),
        *secure("followup_verdict"),
        *secure("followup_linkrequest"),
        *secure("followup_wrongcode"),
        *secure("followup_redlistowner"),
    ]
