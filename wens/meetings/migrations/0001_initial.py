"""Meetings. What is said at the table, and what prepares it, is given only to who takes part in meetings."""

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
        ("organisations", "0004_second_factor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
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
                            ("wijkbijeenkomst", "wijkbijeenkomst veiligheid"),
                            ("round_table", "ronde tafel"),
                            ("wijkoverleg", "wijkoverleg"),
                        ],
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                ("is_public", models.BooleanField(default=False)),
                ("places", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "gepland"),
                            ("open", "bezig"),
                            ("closed", "gesloten"),
                            ("minutes", "verslag in de maak"),
                            ("approved", "verslag goedgekeurd"),
                            ("published", "verslag openbaar"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("why_cancelled", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(fields=["gemeente", "starts_at"], name="meeting_starts_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["planned", "open", "closed", "minutes", "approved", "published", "cancelled"],
                            )
                        ),
                        name="meeting_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["wijkbijeenkomst", "round_table", "wijkoverleg"])),
                        name="meeting_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_ends_after_start"
                    ),
                    models.CheckConstraint(condition=models.Q(("area_codes__len__gt", 0)), name="meeting_has_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("why_cancelled", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_cancelled_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "round_table"), _negated=True), ("is_public", False), _connector="OR"
                        ),
                        name="meeting_round_table_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("text", models.CharField(max_length=500)),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("is_public", models.BooleanField(default=False)),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(blank=True, max_length=100)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["noted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ActionPoint",
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
                ("text", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("is_public", models.BooleanField(default=False)),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.CharField(blank=True, max_length=100)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by", models.CharField(blank=True, max_length=100)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_points",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="action_points", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PublishedMinutes",
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
                ("texts", models.JSONField()),
                ("template_version", models.CharField(max_length=20)),
                ("parameters", models.JSONField()),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(blank=True, max_length=100)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="published", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("theme", models.CharField(blank=True, max_length=30)),
                ("text", models.CharField(max_length=300)),
                ("asked_by", models.CharField(max_length=100)),
                ("asked_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="meetings.meeting"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_questions",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                ("made_at", models.DateTimeField()),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("subject", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("nature", models.TextField(blank=True)),
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
                ("causes", models.TextField(blank=True)),
                (
                    "sureness",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("seen", "zelf gezien"),
                            ("heard", "van meer mensen gehoord"),
                            ("suspected", "vermoeden"),
                        ],
                        max_length=10,
                    ),
                ),
                ("public_text", models.TextField(blank=True)),
                ("may_be_public", models.BooleanField(default=False)),
                ("looked_at", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                ("heads", models.JSONField(default=dict)),
                ("conflicts", models.JSONField(default=dict)),
                ("position", models.PositiveIntegerField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="meetings.meeting"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Stance",
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
                    "opinion",
                    models.CharField(
                        choices=[("agree", "herkent dit"), ("doubt", "twijfelt"), ("disagree", "ziet dit anders")],
                        max_length=8,
                    ),
                ),
                ("divided", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stances", to="meetings.statement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Edit",
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
                ("author", models.CharField(max_length=100)),
                ("changes", models.JSONField()),
                ("seen", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("position", models.PositiveIntegerField()),
                ("late", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_edits",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="edits", to="meetings.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("made_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "komt"), ("maybe", "komt misschien"), ("no", "komt niet")],
                        max_length=5,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=100)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_invitations",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "organisation", "account"), name="invited_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(("answer__in", ["yes", "maybe", "no"]), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_answer_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guests",
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
                ("people", models.PositiveSmallIntegerField()),
                ("speaker", models.CharField(blank=True, max_length=16)),
                ("answer_key", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "answer_key"), name="guests_signed_up_once"),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1), ("people__lte", 10)), name="guests_one_to_ten"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                ("people", models.PositiveSmallIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting_attendance",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "organisation"), name="attendance_counted_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                            ("topic", "onderwerp"),
                            ("prevention", "preventie: wat kunnen wij zelf doen?"),
                            ("expertise", "vraag om deskundigheid"),
                        ],
                        default="topic",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("asked_of", models.CharField(blank=True, max_length=120)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agenda", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "expertise"), _negated=True),
                            models.Q(("asked_of", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agenda_expertise_is_asked_of",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
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
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("template_version", models.CharField(blank=True, max_length=20)),
                ("parameters", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=100)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=100)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "number"), name="minutes_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by", "")),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="minutes_approved_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicText",
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
                ("statement_id", models.UUIDField()),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("discipline", models.CharField(max_length=16)),
                ("text", models.TextField()),
                ("proposed_by", models.CharField(blank=True, max_length=100)),
                ("approved_by", models.CharField(blank=True, max_length=100)),
                ("approved_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="public_texts", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["theme", "approved_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("gemeente", "statement_id"), name="public_text_once")],
            },
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["meeting", "position"], name="statement_position"),
        ),
        migrations.AddConstraint(
            model_name="stance",
            constraint=models.UniqueConstraint(
                fields=("statement", "organisation"), name="stance_one_per_organisation"
            ),
        ),
        *secure("meetings_meeting"),
        *secure("meetings_agendaitem"),
        *secure("meetings_guests"),
        *secure("meetings_attendance"),
        *secure("meetings_publictext"),
        *secure("meetings_publishedminutes"),
        *secure("meetings_question"),
        *secure("meetings_invitation"),
        *secure("meetings_statement"),
        *secure("meetings_edit"),
        *secure("meetings_stance"),
        *secure("meetings_decision"),
        *secure("meetings_actionpoint"),
        *secure("meetings_minutes"),
        *guard_reading("meetings_question", "take_part_in_meetings"),
        *guard_reading("meetings_invitation", "take_part_in_meetings"),
        *guard_reading("meetings_statement", "take_part_in_meetings"),
        *guard_reading("meetings_edit", "take_part_in_meetings"),
        *guard_reading("meetings_stance", "take_part_in_meetings"),
        *guard_reading("meetings_decision", "take_part_in_meetings"),
        *guard_reading("meetings_actionpoint", "take_part_in_meetings"),
        *guard_reading("meetings_minutes", "take_part_in_meetings"),
    ]
