"""Letters about meetings, about logging in, and about answers to requests."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0002_invitations"),
        ("organisations", "0004_second_factor"),
        ("voices", "0004_covenant"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_has_recipient",
        ),
        migrations.AddField(
            model_name="letter",
            name="about",
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
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
                    ("security", "verandering in het inloggen"),
                    ("meeting", "uitnodiging voor een bijeenkomst"),
                    ("meeting_off", "bijeenkomst gaat niet door"),
                    ("minutes", "openbaar verslag"),
                    ("heard", "wat wij op de bijeenkomst hoorden"),
                    ("round_due", "stap van een ronde"),
                    ("red_list", "rode lijst"),
                    ("answer", "antwoord op een privacyverzoek"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="to_kind",
            field=models.CharField(
                choices=[
                    ("writer", "wie meldde"),
                    ("organisation", "een partner"),
                    ("account", "een medewerker"),
                    ("invitation", "wie is uitgenodigd"),
                    ("requester", "wie een privacyverzoek deed"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("about__isnull", False)), fields=["gemeente", "about"], name="letter_about"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contribution__isnull", False), ("to_kind", "writer")),
                    models.Q(("organisation__isnull", False), ("to_kind", "organisation")),
                    models.Q(("account__isnull", False), ("to_kind", "account")),
                    models.Q(("invitation__isnull", False), ("to_kind", "invitation")),
                    models.Q(("about__isnull", False), ("to_kind", "requester")),
                    _connector="OR",
                ),
                name="letter_has_recipient",
            ),
        ),
    ]
