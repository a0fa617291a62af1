"""The read log is asked for apart from the whole trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_outgoing")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["gemeente", "-at"],
                condition=models.Q(("name__endswith", ".read")),
                name="audit_event_readings",
            ),
        ),
    ]
