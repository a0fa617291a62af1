"""A letter about a signal that may be a knelpunt."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("followup", "0007_signals"),
    ]

    operations = [
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
                    ("action_moved", "een actie is een stap verder"),
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
                    ("signal", "een signaal wacht op een wijkteam"),
                    ("signal_due", "herinnering aan een signaal"),
                    ("signal_late", "een signaal is te laat, of heeft geen wijkteam"),
                    ("signal_told", "nieuws over een signaal"),
                    ("signals", "weekbericht over signalen"),
                    ("signal_weigh", "een signaal dat een knelpunt kan zijn"),
                ],
                max_length=12,
            ),
        ),
    ]
