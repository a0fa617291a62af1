"""What the application's role may do with tables of libraries, which have no tenant column of their own."""

from django.db import migrations

from wens.tenancy.security import APP_ROLE, OWNER_ROLE


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("contenttypes", "0001_initial"),
        ("axes", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            [
                f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}",
                f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} IN SCHEMA public "
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE}",
                f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER_ROLE} IN SCHEMA public "
                f"GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE}",
                f"GRANT SELECT ON django_migrations TO {APP_ROLE}",
            ],
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
