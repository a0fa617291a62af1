"""The tables of contributions; text as written and contact details behind a right of their own."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
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
                ("received_at", models.DateTimeField()),
                ("area_code", models.CharField(max_length=60)),
                ("x", models.FloatField(blank=True, null=True)),
                ("y", models.FloatField(blank=True, null=True)),
                ("street", models.CharField(blank=True, max_length=120)),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(blank=True, max_length=40)),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("one_spot", "op één plek"),
                            ("street", "in de straat"),
                            ("several_streets", "in meer straten"),
                            ("whole_wijk", "in de hele wijk"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("once", "één keer"),
                            ("now_and_then", "af en toe"),
                            ("weekly", "elke week"),
                            ("daily", "(bijna) elke dag"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "since",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("days", "een paar dagen"),
                            ("weeks", "een paar weken"),
                            ("months", "een paar maanden"),
                            ("year", "een jaar of langer"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "speaker",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "bewoner"),
                            ("entrepreneur", "ondernemer"),
                            ("wijkraad", "wijkraad of dorpsraad"),
                            ("school", "school"),
                            ("association", "vereniging"),
                            ("visitor", "bezoeker"),
                            ("other", "anders"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "op de site"),
                            ("phone", "aan de telefoon"),
                            ("paper", "op papier"),
                            ("meeting", "op een bijeenkomst"),
                        ],
                        default="web",
                        max_length=10,
                    ),
                ),
                ("occasion", models.CharField(blank=True, max_length=60)),
                ("language", models.CharField(default="nl", max_length=5)),
                ("answer_key", models.UUIDField()),
                ("follow_digest", models.CharField(max_length=64)),
                ("entered_by", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "ontvangen"),
                            ("in_triage", "wordt gelezen"),
                            ("asked", "wacht op antwoord op een vraag"),
                            ("offered", "aangeboden aan een partner"),
                            ("with_partner", "bij een partner"),
                            ("parked", "bewaard voor later"),
                            ("resolved", "opgelost"),
                            ("not_resolved", "niet opgelost"),
                            ("not_ours", "niet van ons"),
                            ("lapsed", "vervallen"),
                            ("merged", "samengevoegd"),
                            ("withdrawn", "ingetrokken"),
                            ("erased", "verwijderd"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("is_urgent", models.BooleanField(default=False)),
                ("read_before", models.DateTimeField()),
                (
                    "danger_words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "personal_hints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("cleaned_text", models.TextField(blank=True)),
                ("cleaned_by", models.CharField(blank=True, max_length=100)),
                ("cleaned_at", models.DateTimeField(blank=True, null=True)),
                ("is_public", models.BooleanField(default=False)),
                ("retain_until", models.DateField()),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="voices.contribution",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="voices.contribution",
                    ),
                ),
                ("email", models.BinaryField(null=True)),
                ("telephone", models.BinaryField(null=True)),
                ("sealed_with", models.CharField(max_length=16)),
                ("guardian", models.BooleanField(default=False)),
                (
                    "updates",
                    models.CharField(
                        choices=[("at_once", "meteen"), ("weekly", "één keer per week"), ("never", "niet")],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                ("retain_until", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Original",
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
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="voices.contribution",
                    ),
                ),
                ("text", models.TextField()),
                ("cause", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("speaks_for", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("file", models.CharField(max_length=100)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("width", models.PositiveIntegerField(default=0)),
                ("height", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wordt nagekeken"),
                            ("ready", "klaar"),
                            ("refused", "geweigerd"),
                            ("removed", "verwijderd"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200)),
                (
                    "warnings",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("is_public", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="voices.contribution",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyShift",
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
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_shifts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_shifts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Echo",
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
                ("at", models.DateTimeField()),
                ("answer_key", models.UUIDField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="echoes", to="voices.contribution"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Handover",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "aangeboden"),
                            ("accepted", "aangenomen"),
                            ("declined", "teruggegeven"),
                            ("passed_on", "doorgegeven"),
                            ("ended", "afgerond"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("is_urgent", models.BooleanField(default=False)),
                ("answer_before", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("offered_at", models.DateTimeField()),
                ("offered_by", models.CharField(max_length=100)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=100)),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="voices.contribution"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["offered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                ("at", models.DateTimeField()),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("to_writer", "aan de melder"),
                            ("from_writer", "van de melder"),
                            ("note", "notitie voor collega's"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("written_by", models.CharField(max_length=100)),
                ("shown_as", models.CharField(blank=True, max_length=160)),
                ("answer_key", models.UUIDField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="voices.contribution"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["gemeente", "state", "received_at"], name="contribution_state"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["gemeente", "area_code", "theme"], name="contribution_area"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="contribution_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(fields=("gemeente", "follow_digest"), name="contribution_follow_once"),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "in_triage",
                            "asked",
                            "offered",
                            "with_partner",
                            "parked",
                            "resolved",
                            "not_resolved",
                            "not_ours",
                            "lapsed",
                            "merged",
                            "withdrawn",
                            "erased",
                        ],
                    )
                ),
                name="contribution_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "merged"), ("merged_into__isnull", True), _connector="OR"),
                name="contribution_merged_into",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_public", False),
                    models.Q(
                        models.Q(("cleaned_text", ""), _negated=True), models.Q(("cleaned_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="contribution_public_was_cleaned",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="duty_shift_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="echo",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="echo_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["offered", "accepted"])),
                fields=("contribution",),
                name="handover_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="message_sent_once"),
        ),
        *secure("voices_contribution"),
        *secure("voices_original"),
        *secure("voices_contact"),
        *secure("voices_echo"),
        *secure("voices_attachment"),
        *secure("voices_message"),
        *secure("voices_handover"),
        *secure("voices_dutyshift"),
        *guard_reading("voices_original", "read_originals"),
        *guard_reading("voices_contact", "read_contacts"),
    ]
