"""Worries of partners, what became of them, named places; under a covenant only for its parties."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_as, guard_covenant, guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_covenants"),
        ("organisations", "0005_remembered"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedPlace",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "school"),
                            ("square", "plein"),
                            ("shops", "winkelcentrum"),
                            ("park", "park"),
                            ("station", "station of halte"),
                            ("other", "andere plek"),
                            ("street", "straat"),
                        ],
                        max_length=8,
                    ),
                ),
                ("area_code", models.CharField(max_length=60)),
                ("addresses", models.PositiveIntegerField()),
                ("x", models.FloatField(blank=True, null=True)),
                ("y", models.FloatField(blank=True, null=True)),
                ("radius_m", models.PositiveSmallIntegerField(default=100)),
                ("is_closed", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name", "area_code", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("gemeente"),
                        models.F("area_code"),
                        django.db.models.functions.text.Lower("name"),
                        name="named_place_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["school", "square", "shops", "park", "station", "other", "street"])
                        ),
                        name="named_place_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("x__isnull", True), ("y__isnull", True)),
                            models.Q(("x__isnull", False), ("y__isnull", False)),
                            _connector="OR",
                        ),
                        name="named_place_point_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkRules",
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
                ("take_up_days", models.PositiveSmallIntegerField()),
                ("report_days", models.PositiveSmallIntegerField()),
                ("lapse_days", models.PositiveSmallIntegerField()),
                ("minimum_addresses", models.PositiveIntegerField()),
                ("named_from", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=500)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("gemeente", "number"), name="network_rules_number"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="network_rules_count_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="network_rules_say_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("named_from__gte", models.F("minimum_addresses"))),
                        name="network_rules_named_not_below_minimum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Worry",
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
                ("theme", models.CharField(max_length=30)),
                ("text", models.TextField()),
                (
                    "since",
                    models.CharField(
                        choices=[
                            ("week", "sinds deze week"),
                            ("month", "sinds deze maand"),
                            ("half_year", "ongeveer een half jaar"),
                            ("longer", "langer"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "wacht op een wijkteam"),
                            ("taken", "opgepakt door een wijkteam"),
                            ("solved", "opgelost"),
                            ("better", "het is minder geworden"),
                            ("same", "er is iets gedaan, maar het is niet beter"),
                            ("unclear", "wij weten niet of het hielp"),
                            ("not_seen", "het wijkteam zag dit niet"),
                            ("withdrawn", "ingetrokken"),
                            ("lapsed", "niemand pakte het op"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answer_key", models.UUIDField()),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "covenant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.covenant",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="worries",
                        to="signalling.namedplace",
                    ),
                ),
                (
                    "team",
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
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
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
                    "stance",
                    models.CharField(
                        choices=[("confirm", "wij zien dit ook"), ("doubt", "wij zien dit niet")], max_length=7
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "worry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="signalling.worry"
                    ),
                ),
            ],
            options={
                "ordering": ["stance", "at", "id"],
            },
        ),
        migrations.CreateModel(
            name="LinkedContribution",
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
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "worry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contributions", to="signalling.worry"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="WorryStep",
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
                            ("enter", "ingebracht"),
                            ("assign", "naar een ander wijkteam"),
                            ("take", "opgepakt"),
                            ("hand_back", "teruggegeven"),
                            ("report", "bericht van het wijkteam"),
                            ("end", "afgerond"),
                            ("withdraw", "ingetrokken"),
                            ("lapse", "verlopen"),
                            ("reopen", "opnieuw op tafel"),
                            ("confirm", "bevestigd"),
                            ("doubt", "betwijfeld"),
                            ("link", "melding gekoppeld"),
                            ("remind", "herinnering gestuurd"),
                            ("escalate", "de stadsdeelmanager weet dat het te laat is"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("open", "wacht op een wijkteam"),
                            ("taken", "opgepakt door een wijkteam"),
                            ("solved", "opgelost"),
                            ("better", "het is minder geworden"),
                            ("same", "er is iets gedaan, maar het is niet beter"),
                            ("unclear", "wij weten niet of het hielp"),
                            ("not_seen", "het wijkteam zag dit niet"),
                            ("withdrawn", "ingetrokken"),
                            ("lapsed", "niemand pakte het op"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "worry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="signalling.worry"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="worry",
            index=models.Index(fields=["gemeente", "state", "due_on"], name="worry_waiting"),
        ),
        migrations.AddConstraint(
            model_name="worry",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="worry_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="worry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["open", "taken", "solved", "better", "same", "unclear", "not_seen", "withdrawn", "lapsed"],
                    )
                ),
                name="worry_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="worry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["open", "taken"]), _negated=True),
                    ("due_on__isnull", False),
                    _connector="OR",
                ),
                name="worry_waits_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="worry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "taken"), _negated=True), ("team__isnull", False), _connector="OR"
                ),
                name="worry_taken_by_a_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(fields=("worry", "organisation"), name="opinion_one_per_organisation"),
        ),
        migrations.AddIndex(
            model_name="linkedcontribution",
            index=models.Index(fields=["gemeente", "contribution"], name="worry_contribution"),
        ),
        migrations.AddConstraint(
            model_name="linkedcontribution",
            constraint=models.UniqueConstraint(fields=("worry", "contribution"), name="worry_contribution_once"),
        ),
        *secure("signalling_namedplace"),
        *secure("signalling_networkrules"),
        *secure("signalling_worry"),
        *secure("signalling_opinion"),
        *secure("signalling_worrystep"),
        *secure("signalling_linkedcontribution"),
        *guard_reading("signalling_namedplace", "see_signals"),
        *guard_reading("signalling_worry", "see_signals"),
        *guard_reading("signalling_opinion", "see_signals"),
        *guard_reading("signalling_worrystep", "see_signals"),
        *guard_reading("signalling_linkedcontribution", "see_signals"),
        *guard_covenant("signalling_worry"),
        *guard_as("signalling_opinion", "worry_id", "signalling_worry"),
        *guard_as("signalling_worrystep", "worry_id", "signalling_worry"),
        *guard_as("signalling_linkedcontribution", "worry_id", "signalling_worry"),
    ]
