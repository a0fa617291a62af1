"""Initiatives, networks of residents; what people wrote and how to reach them behind rights of their own."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import wens.tenancy.context
from wens.tenancy.security import guard_reading, secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("budgets", "0004_words_of_a_person"),
        ("organisations", "0005_remembered"),
        ("plans", "0002_effect"),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resident", "een bewoner"),
                            ("neighbours", "een groep bewoners"),
                            ("council", "een wijk- of dorpsraad"),
                            ("association", "een vereniging of stichting"),
                            ("entrepreneur", "een ondernemer"),
                            ("school", "een school"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("about", models.TextField(blank=True)),
                ("why", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("brought_for", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(default="nl", max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "ontvangen"),
                            ("asked", "wacht op antwoord van wie het bracht"),
                            ("open", "zoekt steun en hulp"),
                            ("underway", "wordt uitgevoerd"),
                            ("paused", "ligt stil"),
                            ("done", "klaar"),
                            ("stopped", "gestopt"),
                            ("declined", "kan niet als initiatief"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("supporters", models.PositiveIntegerField(blank=True, null=True)),
                ("helpers", models.PositiveIntegerField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answer_key", models.UUIDField()),
                ("follow_digest", models.CharField(max_length=64)),
                ("is_example", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
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
                    models.CharField(choices=[("supports", "ik steun dit"), ("helps", "ik help mee")], max_length=8),
                ),
                ("digest", models.CharField(max_length=64)),
                ("language", models.CharField(default="nl", max_length=5)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("retain_until", models.DateField()),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="InitiatorContact",
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
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="contact",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                ("name", models.BinaryField()),
                ("email", models.BinaryField(null=True)),
                ("telephone", models.BinaryField(null=True)),
                ("sealed_with", models.CharField(max_length=16)),
                ("guardian", models.BooleanField(default=False)),
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
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="initiatives.initiative",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("about", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("people", "mensen die meedoen"),
                                ("permit", "een vergunning of toestemming"),
                                ("means", "geld"),
                                ("place", "een plek of spullen"),
                                ("advice", "advies"),
                            ],
                            max_length=8,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("needs", models.TextField(blank=True)),
                ("speaks_for", models.CharField(blank=True, max_length=120)),
                (
                    "hints",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("retain_until", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                (
                    "focus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="initiative_links",
                        to="plans.focuspoint",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="initiatives.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="focus_points",
            field=models.ManyToManyField(related_name="initiatives", through="initiatives.Link", to="plans.focuspoint"),
        ),
        migrations.CreateModel(
            name="Need",
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
                            ("people", "mensen die meedoen"),
                            ("permit", "een vergunning of toestemming"),
                            ("means", "geld"),
                            ("place", "een plek of spullen"),
                            ("advice", "advies"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("needed", "nog nodig"),
                            ("found", "gevonden"),
                            ("not_needed", "niet nodig"),
                            ("refused", "lukt niet"),
                        ],
                        default="needed",
                        max_length=10,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("how", models.CharField(blank=True, max_length=500)),
                ("function", models.CharField(blank=True, max_length=120)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="budgets.application",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="initiatives.initiative"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives_helped",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="Network",
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
                            ("prevention", "buurtpreventie"),
                            ("liveability", "leefbaarheidsgroep"),
                            ("residents", "bewonersgroep"),
                            ("entrepreneurs", "groep ondernemers"),
                            ("care", "zorg voor elkaar"),
                            ("other", "een andere groep"),
                        ],
                        max_length=14,
                    ),
                ),
                ("area_code", models.CharField(max_length=60)),
                ("purpose", models.TextField()),
                ("joining", models.TextField()),
                ("stopped_on", models.DateField(blank=True, null=True)),
                ("why_stopped", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=0)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("is_example", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["prevention", "liveability", "residents", "entrepreneurs", "care", "other"])
                        ),
                        name="network_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_on", None), models.Q(("why_stopped", ""), _negated=True), _connector="OR"
                        ),
                        name="network_stopped_with_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="initiative",
            name="network",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="initiatives",
                to="initiatives.network",
            ),
        ),
        migrations.CreateModel(
            name="Reach",
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
                    "supporter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reach",
                        serialize=False,
                        to="initiatives.supporter",
                    ),
                ),
                ("email", models.BinaryField()),
                ("name", models.BinaryField(null=True)),
                ("telephone", models.BinaryField(null=True)),
                ("offer", models.BinaryField(null=True)),
                ("sealed_with", models.CharField(max_length=16)),
                ("guardian", models.BooleanField(default=False)),
                ("passed_on_at", models.DateTimeField(blank=True, null=True)),
                ("passed_on_by", models.CharField(blank=True, max_length=100)),
                ("retain_until", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="supporter",
            name="initiative",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="backers", to="initiatives.initiative"
            ),
        ),
        migrations.CreateModel(
            name="Step",
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
                            ("bring", "idee ingestuurd"),
                            ("ask", "vraag aan wie het bracht"),
                            ("reply", "antwoord van wie het bracht"),
                            ("open", "op de site gezet"),
                            ("reword", "tekst veranderd"),
                            ("start", "begonnen"),
                            ("pause", "stilgelegd"),
                            ("resume", "gaat verder"),
                            ("finish", "klaar"),
                            ("stop", "gestopt"),
                            ("decline", "kan niet als initiatief"),
                            ("reopen", "heropend"),
                            ("withdraw", "ingetrokken"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("is_private", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=100)),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="initiatives.initiative"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
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
                    "initiative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="result",
                        serialize=False,
                        to="initiatives.initiative",
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
                        name="initiative_picture_says_something",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("initiative", "focus"), name="initiative_focus_once"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["people", "permit", "means", "place", "advice"])),
                name="need_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["needed", "found", "not_needed", "refused"])), name="need_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "needed"), models.Q(("how", ""), _negated=True), _connector="OR"),
                name="need_settled_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("application", None), ("kind", "means"), _connector="OR"),
                name="need_application_is_for_means",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "permit"), ("state__in", ["found", "refused"]), _negated=True),
                    models.Q(("function", ""), _negated=True),
                    _connector="OR",
                ),
                name="need_permit_by_a_function",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.UniqueConstraint(fields=("gemeente", "answer_key"), name="initiative_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["received", "asked", "open", "underway", "paused", "done", "stopped", "declined", "withdrawn"],
                    )
                ),
                name="initiative_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("received", "asked", "declined", "withdrawn")),
                    models.Q(models.Q(("title", ""), _negated=True), models.Q(("about", ""), _negated=True)),
                    _connector="OR",
                ),
                name="initiative_open_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="supporter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=("initiative", "digest"),
                name="supporter_counted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="supporter",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["supports", "helps"])), name="supporter_kind_known"
            ),
        ),
        *secure("initiatives_network"),
        *secure("initiatives_initiative"),
        *secure("initiatives_link"),
        *secure("initiatives_need"),
        *secure("initiatives_original"),
        *secure("initiatives_initiatorcontact"),
        *secure("initiatives_supporter"),
        *secure("initiatives_reach"),
        *secure("initiatives_step"),
        *secure("initiatives_result"),
        *guard_reading("initiatives_original", "read_originals"),
        *guard_reading("initiatives_initiatorcontact", "read_initiators"),
        *guard_reading("initiatives_reach", "read_initiators"),
        *guard_reading("initiatives_step", "read_initiators", unless="NOT is_private"),
    ]
