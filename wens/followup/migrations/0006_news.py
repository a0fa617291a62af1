"""News by mail to who asked for it: two kinds of letters, and their recipient."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0005_knelpunten"),
        ("organisations", "0005_remembered"),
        ("voices", "0006_group"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_has_recipient",
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
                    ("action_sign", "een deel van een actie om te tekenen"),
                    ("action_due", "een stap van een actie moet klaar zijn"),
                    ("action_help", "een actie kan niet verder of duurt langer"),
                    ("weighed", "wat wij besloten over een knelpunt"),
                    ("raised", "besluit over een knelpunt, voor partners"),
                    ("passed_on", "een knelpunt is doorgegeven"),
                    ("weigh_now", "een knelpunt dat niet kan wachten"),
                    ("role_asked", "een rol in de aanpak van een plek"),
                    ("answer", "antwoord op een privacyverzoek"),
                    ("news_confirm", "nieuws per mail bevestigen"),
                    ("news", "nieuws over een wijk"),
                    ("applied", "een aanvraag voor het wijkbudget wacht"),
                    ("grant_asked", "een vraag over een aanvraag"),
                    ("grant_told", "een besluit over een aanvraag"),
                    ("advice", "een advies van een wijkraad wacht"),
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
                    ("subscriber", "wie nieuws per mail vroeg"),
                    ("applicant", "wie geld vroeg voor de wijk"),
                ],
                max_length=12,
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
                    models.Q(("about__isnull", False), ("to_kind__in", ["requester", "subscriber"])),
                    models.Q(("about__isnull", False), ("to_kind", "applicant")),
                    _connector="OR",
                ),
                name="letter_has_recipient",
            ),
        ),
    ]
