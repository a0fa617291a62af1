"""Photos of the partners' tier are read by who has the right, also with plain SQL: the second lock of the policy."""

from django.db import migrations

from wens.tenancy.security import WITHOUT_A_PERSON, guard_reading


class Migration(migrations.Migration):
    dependencies = [("photos", "0001_initial")]

    operations = [
        *guard_reading("photos_photo", "see_partners_tier", unless=f"tier = 'public' OR {WITHOUT_A_PERSON}"),
    ]
