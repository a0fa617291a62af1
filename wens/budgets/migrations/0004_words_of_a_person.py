"""A line of the ledger and a decision stay as they were, but a name in their words can go (AVG art. 17): the database
takes no other change of them than words that leave the tombstone of `wens.privacy.striking`, and who decided that is
forgotten after seven years (`wens.privacy.retention`).
"""

from django.db import migrations

from wens.tenancy.security import APP_ROLE

KEPT = """
CREATE FUNCTION budgets_kept_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM jsonb_each_text(to_jsonb(NEW)) AS later JOIN jsonb_each_text(to_jsonb(OLD)) AS earlier USING (key)
    WHERE later.value IS DISTINCT FROM earlier.value
        AND NOT (key = 'decided_by' AND coalesce(later.value, '') = '(verwijderd)')
        AND NOT (key IN ('reason', 'mandate', 'objection') AND coalesce(later.value, '') LIKE '%[weggehaald%');
    IF FOUND THEN
        RAISE EXCEPTION 'it stays as it was' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0003_advice")]

    operations = [
        migrations.RunSQL(
            [
                KEPT,
                "DROP TRIGGER guard ON budgets_entry",
                "CREATE TRIGGER guard BEFORE INSERT OR DELETE ON budgets_entry "
                "FOR EACH ROW EXECUTE FUNCTION budgets_entry_guard()",
                "CREATE TRIGGER kept BEFORE UPDATE ON budgets_entry FOR EACH ROW EXECUTE FUNCTION budgets_kept_guard()",
                "DROP TRIGGER guard ON budgets_decision",
                "CREATE TRIGGER guard BEFORE INSERT ON budgets_decision "
                "FOR EACH ROW EXECUTE FUNCTION budgets_decision_guard()",
                "CREATE TRIGGER kept BEFORE UPDATE ON budgets_decision "
                "FOR EACH ROW EXECUTE FUNCTION budgets_kept_guard()",
                f"GRANT UPDATE (reason) ON budgets_entry TO {APP_ROLE}",
            ],
            reverse_sql=[
                f"REVOKE UPDATE (reason) ON budgets_entry FROM {APP_ROLE}",
                "DROP TRIGGER kept ON budgets_decision",
                "DROP TRIGGER guard ON budgets_decision",
                "CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON budgets_decision "
                "FOR EACH ROW EXECUTE FUNCTION budgets_decision_guard()",
                "DROP TRIGGER kept ON budgets_entry",
                "DROP TRIGGER guard ON budgets_entry",
                "CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON budgets_entry "
                "FOR EACH ROW EXECUTE FUNCTION budgets_entry_guard()",
                "DROP FUNCTION budgets_kept_guard()",
            ],
        )
    ]
