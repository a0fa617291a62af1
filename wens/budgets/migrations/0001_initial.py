"""The wijkbudget: the ledger is only added to; what applicants wrote, and how to reach them, behind seats and rights."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure

SEATED = """EXISTS (
    SELECT 1 FROM budgets_application a JOIN budgets_budget b ON b.id = a.budget_id
    JOIN budgets_seat s ON s.council_id = b.council_id
    WHERE a.id = {table}.application_id AND 'account:' || s.account_id = current_setting('wens.actor', true)
      AND (now() AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN s.starts_on AND coalesce(s.ends_on, 'infinity'){more})"""
"""Who acts has a seat in the raad that decides on the application, today."""


def _seated(table: str, more: str = "") -> str:
    return SEATED.format(table=table, more=more)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0005_remembered"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
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
                ("received_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resident", "een bewoner"),
                            ("neighbours", "een groep bewoners"),
                            ("association", "een vereniging of stichting"),
                            ("entrepreneur", "een ondernemer"),
                            ("school", "een school"),
                            ("other", "iemand anders"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked", models.DecimalField(decimal_places=2, max_digits=12)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("about", models.TextField(blank=True)),
                ("applicant", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(default="nl", max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "ontvangen"),
                            ("asked", "wacht op antwoord van de aanvrager"),
                            ("checked", "gecontroleerd"),
                            ("on_vote", "in stemming"),
                            ("granted", "toegekend"),
                            ("refused", "afgewezen"),
                            ("not_taken", "niet in behandeling genomen"),
                            ("done", "uitgevoerd"),
                            ("stopped", "gaat niet door"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("decide_before", models.DateField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("answer_key", models.UUIDField()),
                ("follow_digest", models.CharField(max_length=64)),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Vote",
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
                    "method",
                    models.CharField(
                        choices=[
                            ("approval", "de meeste stemmen eerst"),
                            ("knapsack", "iedereen verdeelt het hele bedrag"),
                            ("shares", "gelijke delen: iedere stem telt voor evenveel geld"),
                        ],
                        max_length=8,
                    ),
                ),
                ("stake", models.DecimalField(decimal_places=2, max_digits=12)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in voorbereiding"),
                            ("open", "stemmen kan"),
                            ("counted", "geteld"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("outcome", models.JSONField(blank=True, default=dict)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-opens_at"],
            },
        ),
        migrations.CreateModel(
            name="ApplicantContact",
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
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="budgets.application",
                    ),
                ),
                ("name", models.BinaryField()),
                ("email", models.BinaryField(null=True)),
                ("telephone", models.BinaryField(null=True)),
                ("sealed_with", models.CharField(max_length=16)),
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
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="budgets.application",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("about", models.TextField(blank=True)),
                ("costs", models.TextField(blank=True)),
                ("speaks_for", models.CharField(blank=True, max_length=120)),
                ("retain_until", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Budget",
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
                ("year", models.PositiveSmallIntegerField()),
                (
                    "carry",
                    models.CharField(
                        choices=[
                            ("none", "gaat terug naar de gemeente"),
                            ("capped", "gaat tot een vast bedrag mee naar het volgende jaar"),
                            ("all", "gaat mee naar het volgende jaar"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("carry_most", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("most_each", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("about", models.TextField(blank=True)),
                ("mandate", models.CharField(max_length=300)),
                ("objection", models.TextField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "loopt"), ("closed", "afgesloten")], default="open", max_length=8
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
                (
                    "council",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budgets",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "area_code"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="budget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="budgets.budget"
            ),
        ),
        migrations.CreateModel(
            name="Conflict",
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
                ("by", models.CharField(blank=True, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "het is mijn eigen aanvraag"),
                            ("close", "een familielid of vriend vraagt dit aan"),
                            ("member", "ik ben lid of bestuurslid van wie dit aanvraagt"),
                            ("paid", "ik verdien er geld mee"),
                            ("near", "het is in mijn eigen straat of pand"),
                        ],
                        max_length=8,
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to="budgets.application"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Done",
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
                            ("apply", "aangevraagd"),
                            ("ask", "vraag aan de aanvrager"),
                            ("reply", "antwoord van de aanvrager"),
                            ("check", "gecontroleerd"),
                            ("put_to_vote", "in stemming gebracht"),
                            ("take_off_vote", "uit de stemming gehaald"),
                            ("grant", "toegekend"),
                            ("refuse", "afgewezen"),
                            ("leave", "niet in behandeling genomen"),
                            ("reconsider", "opnieuw bekeken"),
                            ("stop", "gaat niet door"),
                            ("finish", "uitgevoerd"),
                            ("withdraw", "ingetrokken"),
                        ],
                        max_length=14,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=100)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="history", to="budgets.application"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allot", "gekregen van de gemeente"),
                            ("take_back", "verlaagd door de gemeente"),
                            ("carry_in", "over van vorig jaar"),
                            ("carry_out", "mee naar volgend jaar"),
                            ("lapse", "terug naar de gemeente"),
                            ("commit", "toegezegd"),
                            ("release", "toezegging vervallen"),
                            ("pay", "betaald"),
                            ("refund", "teruggestort"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("booked_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("key", models.UUIDField()),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budgets.application",
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="budgets.budget"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                    "function",
                    models.CharField(
                        choices=[
                            ("chair", "voorzitter"),
                            ("treasurer", "penningmeester"),
                            ("secretary", "secretaris"),
                            ("member", "lid"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decides", models.BooleanField(default=True)),
                ("keeps_money", models.BooleanField(default=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("name_from", models.DateField(blank=True, null=True)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Urn",
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
                    "vote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="urn",
                        serialize=False,
                        to="budgets.vote",
                    ),
                ),
                ("ballots", models.JSONField(default=list)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="vote",
            name="budget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="budgets.budget"
            ),
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("granted", "toegekend"),
                            ("refused", "afgewezen"),
                            ("not_taken", "niet in behandeling genomen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("reason", models.TextField()),
                ("mandate", models.CharField(max_length=300)),
                ("objection", models.TextField()),
                ("object_before", models.DateField()),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(blank=True, max_length=100)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="budgets.application"
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="budgets.vote",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Code",
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
                ("used_with", models.UUIDField(editable=False, null=True)),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="budgets.vote"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Candidate",
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
                ("cost", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="budgets.application",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="candidates", to="budgets.vote"
                    ),
                ),
            ],
            options={
                "ordering": ["application__number"],
            },
        ),
        migrations.CreateModel(
            name="Result",
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
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="result",
                        serialize=False,
                        to="budgets.application",
                    ),
                ),
                ("words", models.TextField()),
                ("done_on", models.DateField()),
                ("picture", models.CharField(blank=True, max_length=100)),
                ("picture_says", models.CharField(blank=True, max_length=200)),
                ("told_by", models.CharField(blank=True, max_length=100)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("picture", ""), models.Q(("picture_says", ""), _negated=True), _connector="OR"
                        ),
                        name="result_picture_says_something",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.UniqueConstraint(fields=("gemeente", "area_code", "year"), name="budget_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_on__lte", models.F("closes_on"))), name="budget_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("carry", "capped"), _negated=True), ("carry_most__gt", 0), _connector="OR"
                ),
                name="budget_cap_says_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mandate", ""), _negated=True), models.Q(("objection", ""), _negated=True)
                ),
                name="budget_says_mandate_and_objection",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(fields=("budget", "number"), name="application_number_once"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="application_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(condition=models.Q(("asked__gt", 0)), name="application_asks_something"),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "asked",
                            "checked",
                            "on_vote",
                            "granted",
                            "refused",
                            "not_taken",
                            "done",
                            "stopped",
                            "withdrawn",
                        ],
                    )
                ),
                name="application_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "asked", "withdrawn", "not_taken"]),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="application_checked_has_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("by", ""), _negated=True),
                fields=("application", "by"),
                name="conflict_declared_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("budget", "number"), name="entry_number_once"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("gemeente", "key"), name="entry_booked_once"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="entry_moves_money"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["allot", "take_back", "carry_in", "carry_out", "lapse", "commit", "release", "pay", "refund"],
                    )
                ),
                name="entry_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("kind__in", ["commit", "release", "pay", "refund"])),
                    models.Q(
                        models.Q(("kind__in", ["commit", "release", "pay", "refund"]), _negated=True),
                        ("application__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="entry_belongs_to_application",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)), fields=("council", "account"), name="seat_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("starts_on__lte", models.F("ends_on")), _connector="OR"),
                name="seat_runs_forward",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="vote_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(condition=models.Q(("stake__gt", 0)), name="vote_is_about_money"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "counted"), _negated=True), ("counted_at__isnull", False), _connector="OR"
                ),
                name="vote_counted_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("application", "number"), name="budget_decision_number_once"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("outcome", "granted")),
                    models.Q(models.Q(("outcome", "granted"), _negated=True), ("amount__isnull", True)),
                    _connector="OR",
                ),
                name="budget_decision_grants_an_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="budget_decision_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("object_before__gt", models.F("decided_on"))),
                name="budget_decision_objection_ahead",
            ),
        ),
        migrations.AddConstraint(
            model_name="code",
            constraint=models.UniqueConstraint(fields=("vote", "digest"), name="code_once"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("vote", "application"), name="candidate_once"),
        ),
        *secure("budgets_seat"),
        *secure("budgets_budget"),
        *secure("budgets_application"),
        *secure("budgets_original"),
        *secure("budgets_applicantcontact"),
        *secure("budgets_done"),
        *secure("budgets_conflict"),
        *secure("budgets_decision"),
        *secure("budgets_result"),
        *secure("budgets_vote"),
        *secure("budgets_candidate"),
        *secure("budgets_code"),
        *secure("budgets_urn"),
        *secure("budgets_entry", append_only=True),
        *guard_reading("budgets_original", "read_applications", unless=_seated("budgets_original")),
        *guard_reading("budgets_done", "read_applications", unless=_seated("budgets_done")),
        *guard_reading("budgets_conflict", "read_applications", unless=_seated("budgets_conflict")),
        *guard_reading(
            "budgets_applicantcontact",
            "read_applicants",
            unless=_seated("budgets_applicantcontact", " AND s.keeps_money"),
        ),
    ]
