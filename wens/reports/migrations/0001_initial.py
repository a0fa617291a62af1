"""Reports of wijken: what they say cannot be changed and no version removed; before publication behind a lock."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import APP_ROLE, guard_as, guard_reading, secure

CHANGING = (
    "number, state, state_since, remark, made_by, signed_by, signed_at, signed_as, published_by, published_at, version"
)
"""What the application may change of a report: where it stands and, when their time is over, who did what."""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("tenancy", "0001_rights")]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                ("area_code", models.CharField(max_length=60)),
                ("area_name", models.CharField(max_length=200)),
                ("round", models.UUIDField()),
                ("dossier", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "wacht op de handtekening van een ander"),
                            ("returned", "terug naar de maker"),
                            ("signed", "getekend, nog niet openbaar"),
                            ("published", "openbaar"),
                            ("superseded", "vervangen door een nieuwer rapport"),
                            ("withdrawn", "teruggenomen"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("made_as", models.CharField(blank=True, max_length=20)),
                ("signed_by", models.CharField(blank=True, max_length=100)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_as", models.CharField(blank=True, max_length=20)),
                ("published_by", models.CharField(blank=True, max_length=100)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["area_code", "-made_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "area_code", "number"), name="report_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["proposed", "signed"])),
                        fields=("gemeente", "area_code"),
                        name="report_one_underway",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("gemeente", "area_code"),
                        name="report_one_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "returned", "signed", "published", "superseded", "withdrawn"])
                        ),
                        name="report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "returned"]),
                            models.Q(
                                ("signed_at__isnull", False),
                                models.Q(
                                    ("signed_by", ""),
                                    models.Q(("signed_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="report_signed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("state__in", ["proposed", "returned", "signed"])),
                            models.Q(
                                ("number__isnull", False),
                                ("published_at__isnull", False),
                                ("state__in", ["published", "superseded", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="report_numbered_when_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
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
                ("seal", models.CharField(max_length=64)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("text", models.TextField(blank=True)),
                ("source", models.UUIDField()),
                ("kept_at", models.DateTimeField()),
                ("erased_on", models.DateField(null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="reports.report"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["gemeente", "source"], name="report_text_source")],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "seal"), name="report_text_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_on__isnull", True), models.Q(("salt", ""), ("text", "")), _connector="OR"
                        ),
                        name="report_text_erased_says_nothing",
                    ),
                ],
            },
        ),
        *secure("reports_report"),
        migrations.RunSQL(
            [
                f"REVOKE UPDATE, DELETE ON reports_report FROM {APP_ROLE}",
                f"GRANT UPDATE ({CHANGING}) ON reports_report TO {APP_ROLE}",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
        *guard_reading("reports_report", "see_rounds", unless="state IN ('published', 'superseded', 'withdrawn')"),
        *secure("reports_text"),
        *guard_as("reports_text", "report_id", "reports_report"),
    ]
