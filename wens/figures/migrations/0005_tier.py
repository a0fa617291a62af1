"""Figures of the partners' tier are read by who has the right, also with plain SQL: the second lock of the policy."""

from django.db import migrations

from wens.tenancy.security import WITHOUT_A_PERSON, guard_reading

OPEN = f"tier = 'public' OR {WITHOUT_A_PERSON}"


class Migration(migrations.Migration):
    dependencies = [("figures", "0004_spread")]

    operations = [
        *guard_reading("figures_figure", "see_partners_tier", unless=OPEN),
        *guard_reading("figures_spread", "see_partners_tier", unless=OPEN),
    ]
