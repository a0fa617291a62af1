"""A civic group has its own dealings: what it told, in its own words; no other group sees a row of them."""

import django.db.models.deletion
from django.db import migrations, models

from wens.tenancy.security import APP_ROLE, guard_reading

OWN = f"""CREATE POLICY reading ON voices_original AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING (
    'read_originals' = ANY (string_to_array(current_setting('wens.rights', true), ','))
    OR EXISTS (
        SELECT 1 FROM voices_contribution above
        WHERE above.id = voices_original.contribution_id
          AND above.group_id::text = nullif(current_setting('wens.organisation', true), '')))"""  # noqa: S608 -- our own name
DROP = "DROP POLICY IF EXISTS reading ON voices_original"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_second_factor"),
        ("voices", "0005_urgent"),
    ]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="group",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_contributions",
                to="organisations.organisation",
            ),
        ),
        migrations.RunSQL([DROP, OWN], reverse_sql=[DROP, *guard_reading("voices_original", "read_originals")[0].sql]),
    ]
