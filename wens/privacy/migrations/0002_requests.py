"""Requests of people about their data, and the ledger of what was erased."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import TENANT_IS_OURS, guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("privacy", "0001_retention"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Erased",
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
                    "thing",
                    models.CharField(choices=[("contribution", "melding"), ("account", "account")], max_length=12),
                ),
                ("key", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("no_longer_needed", "niet meer nodig (art. 17 lid 1 onder a)"),
                            ("consent_withdrawn", "toestemming ingetrokken (art. 17 lid 1 onder b)"),
                            ("objection", "bezwaar (art. 17 lid 1 onder c)"),
                            ("unlawful", "onrechtmatig verwerkt (art. 17 lid 1 onder d)"),
                            ("legal_duty", "wettelijke plicht of rechter (art. 17 lid 1 onder e)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by", models.CharField(max_length=100)),
                ("request", models.UUIDField(null=True)),
                ("area_code", models.CharField(blank=True, max_length=60)),
                ("was_public", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["gemeente", "area_code"], name="erased_area")],
                "constraints": [models.UniqueConstraint(fields=("gemeente", "thing", "key"), name="erased_once")],
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                            ("access", "inzage"),
                            ("correction", "verbetering"),
                            ("erasure", "verwijdering"),
                            ("restriction", "even niet gebruiken"),
                            ("objection", "bezwaar"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("writer", "wie zelf iets meldde"),
                            ("third_person", "iemand die in een melding wordt genoemd"),
                            ("account", "iemand met een account"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "ontvangen"),
                            ("identity_asked", "wacht op bewijs wie het vraagt"),
                            ("in_hand", "in behandeling"),
                            ("granted", "toegewezen"),
                            ("partly", "deels toegewezen"),
                            ("refused", "afgewezen"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="received",
                        max_length=14,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("received_on", models.DateField()),
                ("answer_before", models.DateField()),
                ("extended_because", models.CharField(blank=True, max_length=500)),
                ("requester", models.BinaryField()),
                ("sealed_with", models.CharField(max_length=16)),
                ("asked", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=100)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=100)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["answer_before", "entered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Found",
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
                ("contribution", models.UUIDField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "nog te beslissen"),
                            ("given", "in het afschrift"),
                            ("corrected", "verbeterd"),
                            ("restricted", "niet meer openbaar"),
                            ("erased", "verwijderd"),
                            ("kept", "blijft"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found", to="privacy.request"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["access", "correction", "erasure", "restriction", "objection"])),
                name="request_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["received", "identity_asked", "in_hand", "granted", "partly", "refused", "withdrawn"],
                    )
                ),
                name="request_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by", "")),
                    models.Q(
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="request_answered_by_somebody_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="found",
            constraint=models.UniqueConstraint(fields=("request", "contribution"), name="found_once_per_request"),
        ),
        *secure("privacy_request"),
        *guard_reading("privacy_request", "handle_privacy_requests"),
        *secure("privacy_found"),
        *guard_reading("privacy_found", "handle_privacy_requests"),
        *secure("privacy_erased", append_only=True),
        migrations.RunSQL(
            [
                # As in 0001, and the ledger of erasures: the line stays, who did it goes after seven years.
                f"""CREATE OR REPLACE FUNCTION wens_forget_signatures(before timestamptz, mark text) RETURNS bigint
                LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $body$
                DECLARE done bigint; more bigint;
                BEGIN
                    IF before IS NULL OR before > now() - interval '2555 days' THEN
                        RAISE EXCEPTION 'lines younger than seven years stay'
                            USING ERRCODE = 'insufficient_privilege';
                    END IF;
                    UPDATE figures_activation SET by = mark, by_name = mark
                        WHERE at < before AND by <> mark AND {TENANT_IS_OURS};
                    GET DIAGNOSTICS done = ROW_COUNT;
                    UPDATE photos_photo SET frozen_by = mark, frozen_by_name = mark
                        WHERE frozen_at < before AND frozen_by <> mark AND {TENANT_IS_OURS};
                    GET DIAGNOSTICS more = ROW_COUNT;
                    done := done + more;
                    UPDATE privacy_erased SET by = mark WHERE at < before AND by <> mark AND {TENANT_IS_OURS};
                    GET DIAGNOSTICS more = ROW_COUNT;
                    RETURN done + more;
                END $body$"""  # noqa: S608  constants
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
