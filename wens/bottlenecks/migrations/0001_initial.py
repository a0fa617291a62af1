"""Knelpunten, places above the norm, and the texts about them; inside only for who sees knelpunten."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0005_remembered"),
        ("photos", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bottleneck",
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
                ("number", models.PositiveIntegerField()),
                ("area_code", models.CharField(max_length=60)),
                ("theme", models.CharField(max_length=30)),
                ("round", models.UUIDField(blank=True, null=True)),
                ("title", models.CharField(max_length=120)),
                ("nature", models.TextField()),
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
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "voorgesteld"),
                            ("adopted", "wij pakken het op"),
                            ("parked", "bewaard voor later"),
                            ("passed_on", "doorgegeven"),
                            ("not_ours", "niet van ons"),
                            ("withdrawn", "voorstel ingetrokken"),
                            ("closed", "afgerond"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("is_urgent", models.BooleanField(default=False)),
                ("answer_before", models.DateTimeField(blank=True, null=True)),
                ("parked_until", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answer_key", models.UUIDField()),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["area_code", "number"],
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
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("propose", "voorgesteld"),
                            ("adopt", "opgepakt"),
                            ("park", "bewaard voor later"),
                            ("pass_on", "doorgegeven"),
                            ("not_ours", "niet van ons"),
                            ("withdraw", "voorstel ingetrokken"),
                            ("close", "afgerond"),
                            ("reopen", "opnieuw op tafel"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("parked_until", models.DateField(blank=True, null=True)),
                ("function", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "bottleneck",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="bottlenecks.bottleneck",
                    ),
                ),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("figure", "cijfer uit een bewaarde foto"),
                            ("statement", "inbreng aan de ronde tafel"),
                            ("contribution", "melding van een bewoner of ondernemer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source", models.UUIDField(blank=True, null=True)),
                ("indicator", models.CharField(blank=True, max_length=80)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=100)),
                (
                    "bottleneck",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="bottlenecks.bottleneck",
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="photos.photo",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Place",
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
                ("name", models.CharField(max_length=120)),
                ("norm", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seen", "boven de norm gezien"),
                            ("talking", "in gesprek"),
                            ("agreements", "afspraken op de plek"),
                            ("measures", "maatregelen"),
                            ("evaluating", "wij kijken of het hielp"),
                            ("ended", "aanpak afgerond"),
                            ("no_approach", "geen aanpak nodig"),
                        ],
                        default="seen",
                        max_length=12,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("look_again_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "het is beter"),
                            ("same", "het is hetzelfde"),
                            ("worse", "het is erger"),
                            ("unclear", "wij weten het niet"),
                        ],
                        max_length=8,
                    ),
                ),
                ("evaluation", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answer_key", models.UUIDField()),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "bottleneck",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="bottlenecks.bottleneck",
                    ),
                ),
            ],
            options={
                "ordering": ["area_code", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Fact",
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
                ("origin", models.CharField(max_length=120)),
                ("count", models.PositiveIntegerField(blank=True, null=True)),
                ("weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="bottlenecks.place"
                    ),
                ),
            ],
            options={
                "ordering": ["-until", "-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="PlaceStep",
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
                    "what",
                    models.CharField(
                        choices=[
                            ("notice", "boven de norm gezien"),
                            ("talk", "in gesprek gegaan"),
                            ("agree", "afspraken gemaakt"),
                            ("measure", "maatregelen begonnen"),
                            ("evaluate", "evaluatie begonnen"),
                            ("end", "geëvalueerd en afgerond"),
                            ("dismiss", "geen aanpak nodig"),
                            ("reopen", "opnieuw begonnen"),
                            ("fact", "feit toegevoegd"),
                            ("role", "rol van een partner"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="bottlenecks.place"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
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
                ("area_code", models.CharField(max_length=60)),
                ("theme", models.CharField(blank=True, max_length=30)),
                ("what", models.CharField(max_length=10)),
                ("function", models.CharField(max_length=20)),
                ("decided_on", models.DateField()),
                ("title", models.CharField(max_length=120)),
                ("text", models.CharField(max_length=1000)),
                ("reason", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "wacht op een tweede lezer"),
                            ("returned", "terug naar de schrijver"),
                            ("approved", "openbaar"),
                            ("taken_down", "van de site gehaald"),
                            ("replaced", "vervangen"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("written_by", models.CharField(max_length=100)),
                ("written_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=100)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "bottleneck",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="bottlenecks.bottleneck",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="bottlenecks.place",
                    ),
                ),
            ],
            options={
                "ordering": ["area_code", "-decided_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Role",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("youth_work", "jongerenwerk"),
                            ("school", "school"),
                            ("police", "politie"),
                            ("corporation", "woningcorporatie"),
                            ("gemeente", "gemeente"),
                        ],
                        max_length=12,
                    ),
                ),
                ("task", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "gevraagd"), ("doing", "bezig"), ("done", "klaar"), ("cannot", "lukt niet")],
                        default="asked",
                        max_length=6,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="bottlenecks.place"
                    ),
                ),
            ],
            options={
                "ordering": ["role", "due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
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
                        choices=[("criteria", "criteria om te wegen"), ("norms", "normen voor overlast")], max_length=8
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("why", models.CharField(max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["kind", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "kind", "number"), name="ruleset_number"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="ruleset_counts_from_one"),
                    models.CheckConstraint(condition=models.Q(("why", ""), _negated=True), name="ruleset_says_why"),
                ],
            },
        ),
        migrations.AddField(
            model_name="place",
            name="norms",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="bottlenecks.ruleset"
            ),
        ),
        migrations.CreateModel(
            name="Weighing",
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
                ("answers", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "bottleneck",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weighings",
                        to="bottlenecks.bottleneck",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weighings", to="bottlenecks.ruleset"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="bottleneck",
            index=models.Index(fields=["gemeente", "area_code", "state"], name="bottleneck_area"),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.UniqueConstraint(fields=("gemeente", "number"), name="bottleneck_number"),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="bottleneck_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "adopted", "parked", "passed_on", "not_ours", "withdrawn", "closed"])
                ),
                name="bottleneck_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_urgent", False), ("answer_before__isnull", False), _connector="OR"),
                name="bottleneck_urgent_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "passed_on"), _negated=True), ("passed_to__isnull", False), _connector="OR"
                ),
                name="bottleneck_passed_to_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="bottleneck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "parked"), _negated=True), ("parked_until__isnull", False), _connector="OR"
                ),
                name="bottleneck_parked_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", "propose"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="decision_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["gemeente", "source"], name="evidence_source"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["gemeente", "photo", "indicator"], name="evidence_figure"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source__isnull", False)),
                fields=("bottleneck", "source"),
                name="evidence_source_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("photo__isnull", False)),
                fields=("bottleneck", "photo", "indicator"),
                name="evidence_figure_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "figure"),
                        ("photo__isnull", False),
                        ("source__isnull", True),
                        models.Q(("indicator", ""), _negated=True),
                    ),
                    models.Q(
                        ("indicator", ""),
                        ("kind__in", ["statement", "contribution"]),
                        ("photo__isnull", True),
                        ("source__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("count__isnull", True), ("weeks__isnull", True)),
                    models.Q(("count__isnull", False), ("weeks__gt", 0)),
                    _connector="OR",
                ),
                name="fact_counted_in_weeks",
            ),
        ),
        migrations.AddIndex(
            model_name="publictext",
            index=models.Index(fields=["gemeente", "state", "area_code"], name="bottleneck_text_area"),
        ),
        migrations.AddConstraint(
            model_name="publictext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bottleneck__isnull", False), ("place__isnull", True)),
                    models.Q(("bottleneck__isnull", True), ("place__isnull", False)),
                    _connector="OR",
                ),
                name="bottleneck_text_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="publictext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")), fields=("bottleneck",), name="bottleneck_text_one_shows"
            ),
        ),
        migrations.AddConstraint(
            model_name="publictext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "approved")), fields=("place",), name="place_text_one_shows"
            ),
        ),
        migrations.AddConstraint(
            model_name="publictext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True),
                    models.Q(models.Q(("approved_by", ""), _negated=True), ("approved_at__isnull", False)),
                    _connector="OR",
                ),
                name="bottleneck_text_second_look",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(fields=("place", "role", "organisation"), name="role_once_per_partner"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="place_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["seen", "talking", "agreements", "measures", "evaluating", "ended", "no_approach"])
                ),
                name="place_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True),
                    models.Q(models.Q(("outcome", ""), _negated=True), models.Q(("evaluation", ""), _negated=True)),
                    _connector="OR",
                ),
                name="place_ends_with_evaluation",
            ),
        ),
        *secure("bottlenecks_ruleset"),
        *secure("bottlenecks_bottleneck"),
        *secure("bottlenecks_evidence"),
        *secure("bottlenecks_weighing"),
        *secure("bottlenecks_decision"),
        *secure("bottlenecks_place"),
        *secure("bottlenecks_fact"),
        *secure("bottlenecks_role"),
        *secure("bottlenecks_placestep"),
        *secure("bottlenecks_publictext"),
        *guard_reading("bottlenecks_bottleneck", "see_bottlenecks"),
        *guard_reading("bottlenecks_weighing", "see_bottlenecks"),
        *guard_reading("bottlenecks_decision", "see_bottlenecks"),
        *guard_reading("bottlenecks_place", "see_bottlenecks"),
        *guard_reading("bottlenecks_fact", "see_bottlenecks"),
        *guard_reading("bottlenecks_role", "see_bottlenecks"),
        *guard_reading("bottlenecks_placestep", "see_bottlenecks"),
        # Which contribution counted is an id, not a word of it: who follows a contribution reads what came of it.
        *guard_reading("bottlenecks_evidence", "see_bottlenecks", unless="kind = 'contribution'"),
        *guard_reading("bottlenecks_publictext", "see_bottlenecks", unless="state = 'approved'"),
    ]
