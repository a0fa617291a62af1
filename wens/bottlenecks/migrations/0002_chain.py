"""From a knelpunt that everybody reads about back to what everybody may see of what it rests on: ids, never words."""

from django.db import migrations

from wens.tenancy.security import guard_reading

# Of a knelpunt with an approved text: figures of public photos, and statements with a published text.
SHOWN = """EXISTS (
        SELECT 1 FROM bottlenecks_publictext t
        WHERE t.bottleneck_id = bottlenecks_evidence.bottleneck_id AND t.state = 'approved'
    ) AND (
        kind = 'figure' AND EXISTS (
            SELECT 1 FROM photos_photo p WHERE p.id = bottlenecks_evidence.photo_id AND p.tier = 'public'
        ) OR kind = 'statement' AND EXISTS (
            SELECT 1 FROM meetings_publictext m JOIN meetings_meeting g ON g.id = m.meeting_id
            WHERE m.statement_id = bottlenecks_evidence.source AND g.state = 'published'
        )
    )"""


class Migration(migrations.Migration):
    dependencies = [("bottlenecks", "0001_initial"), ("photos", "0001_initial"), ("meetings", "0001_initial")]

    operations = [
        migrations.RunSQL("DROP POLICY reading ON bottlenecks_evidence", reverse_sql=migrations.RunSQL.noop),
        *guard_reading("bottlenecks_evidence", "see_bottlenecks", unless=f"kind = 'contribution' OR {SHOWN}"),
    ]
