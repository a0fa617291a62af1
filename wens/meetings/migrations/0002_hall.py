"""The evening with residents: contributions in groups, what people say of that, who was expected."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_initial"),
        ("voices", "0005_urgent"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="heard_sent_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="occasion",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="meeting", to="voices.occasion"
            ),
        ),
        migrations.CreateModel(
            name="Group",
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
                ("title", models.CharField(blank=True, max_length=60)),
                ("removed", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("heads", models.JSONField(default=dict)),
                ("conflicts", models.JSONField(default=list)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Placed",
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
                        related_name="placed",
                        serialize=False,
                        to="voices.contribution",
                    ),
                ),
                ("group", models.UUIDField(null=True)),
                ("heads", models.JSONField(default=dict)),
                ("conflicts", models.JSONField(default=list)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placed", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Expected",
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
                            ("street", "straat of plek"),
                            ("age", "leeftijd"),
                            ("organisation", "organisatie of vereniging"),
                            ("other", "andere groep"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=80)),
                (
                    "came",
                    models.CharField(
                        blank=True,
                        choices=[("many", "was er"), ("few", "maar een paar"), ("none", "was er niet")],
                        max_length=4,
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="expected", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "noted_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("meeting", "words"), name="expected_once")],
            },
        ),
        migrations.CreateModel(
            name="GroupEdit",
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
                ("item", models.UUIDField()),
                ("batch", models.UUIDField()),
                ("undoes", models.UUIDField(null=True)),
                ("author", models.CharField(max_length=100)),
                ("changes", models.JSONField()),
                ("seen", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("position", models.PositiveIntegerField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_edits", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "indexes": [models.Index(fields=["meeting", "item"], name="group_edit_item")],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
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
                ("group", models.UUIDField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("right", "Ja, dit herken ik"),
                            ("otherwise", "Ik bedoelde iets anders"),
                            ("missing", "Er mist iets"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("answer_key", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(null=True)),
                ("handled_by", models.CharField(blank=True, max_length=100)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "answer_key"), name="reaction_given_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "right"), models.Q(("words", ""), _negated=True), _connector="OR"),
                        name="reaction_says_what",
                    ),
                ],
            },
        ),
        *secure("meetings_groupedit"),
        *secure("meetings_group"),
        *secure("meetings_placed"),
        *secure("meetings_reaction"),
        *secure("meetings_expected"),
        *guard_reading("meetings_groupedit", "take_part_in_meetings"),
        *guard_reading("meetings_reaction", "take_part_in_meetings"),
    ]
