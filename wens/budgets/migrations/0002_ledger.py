"""What the database itself refuses, whatever a program asks: a line of the ledger that is changed or makes something
negative, a decision that is rewritten or taken by who has an interest, a code that is used again.
"""

from django.db import migrations

FREE = "CASE WHEN kind IN ('allot', 'carry_in', 'release', 'refund') THEN amount ELSE -amount END"
"""What a line does to the money that nobody was promised. PAY is left out of the sum: it came from what was promised."""

ENTRY = f"""
CREATE FUNCTION budgets_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    year_state text;
    free numeric; promised numeric; paid numeric;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'the ledger is only added to' USING ERRCODE = 'restrict_violation';
    END IF;
    -- Who comes second waits here, and then sees what the first one wrote.
    SELECT state INTO year_state FROM budgets_budget WHERE id = NEW.budget_id FOR UPDATE;
    IF year_state = 'closed' AND NEW.kind NOT IN ('pay', 'release', 'refund', 'carry_out', 'lapse') THEN
        RAISE EXCEPTION 'the year is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
    END IF;
    SELECT coalesce(sum({FREE}), 0) INTO free FROM budgets_entry WHERE budget_id = NEW.budget_id AND kind <> 'pay';
    free := free + CASE WHEN NEW.kind IN ('allot', 'carry_in', 'release', 'refund') THEN NEW.amount
                        WHEN NEW.kind = 'pay' THEN 0 ELSE -NEW.amount END;
    IF free < 0 THEN
        RAISE EXCEPTION 'more than there is' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_within_means';
    END IF;
    IF NEW.application_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM budgets_application WHERE id = NEW.application_id AND budget_id = NEW.budget_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'of another budget' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_own_application';
    END IF;
    SELECT coalesce(sum(CASE kind WHEN 'commit' THEN amount WHEN 'release' THEN -amount WHEN 'pay' THEN -amount ELSE 0 END), 0),
           coalesce(sum(CASE kind WHEN 'pay' THEN amount WHEN 'refund' THEN -amount ELSE 0 END), 0)
      INTO promised, paid FROM budgets_entry WHERE application_id = NEW.application_id;
    IF NEW.kind IN ('release', 'pay') AND promised < NEW.amount THEN
        RAISE EXCEPTION 'more than was promised' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_within_promise';
    END IF;
    IF NEW.kind = 'refund' AND paid < NEW.amount THEN
        RAISE EXCEPTION 'more than was paid' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_within_paid';
    END IF;
    RETURN NEW;
END $$
"""  # noqa: S608 -- our own words

# Who decided is forgotten after seven years (`wens.privacy.retention`); nothing else of a decision ever changes.
# As its owner: who declared an interest is read by few, and counts also for who may not read it.
DECISION = """
CREATE FUNCTION budgets_decision_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.decided_by <> '(verwijderd)' OR to_jsonb(NEW) - 'decided_by' <> to_jsonb(OLD) - 'decided_by' THEN
            RAISE EXCEPTION 'a decision stays as it was' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM 1 FROM budgets_application WHERE id = NEW.application_id FOR UPDATE;
    PERFORM 1 FROM budgets_conflict WHERE application_id = NEW.application_id AND by = NEW.decided_by AND by <> '';
    IF FOUND THEN
        RAISE EXCEPTION 'who has an interest does not decide'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_without_interest';
    END IF;
    RETURN NEW;
END $$
"""

CODE = """
CREATE FUNCTION budgets_code_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.used_with IS NOT NULL OR NEW.digest <> OLD.digest OR NEW.vote_id <> OLD.vote_id THEN
        RAISE EXCEPTION 'a used code stays used' USING ERRCODE = 'check_violation', CONSTRAINT = 'code_used_once';
    END IF;
    RETURN NEW;
END $$
"""

TRIGGERS = (
    "CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON budgets_entry "
    "FOR EACH ROW EXECUTE FUNCTION budgets_entry_guard()",
    "CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON budgets_decision "
    "FOR EACH ROW EXECUTE FUNCTION budgets_decision_guard()",
    "CREATE TRIGGER guard BEFORE UPDATE ON budgets_code FOR EACH ROW EXECUTE FUNCTION budgets_code_guard()",
)
UNDO = [
    statement
    for name in ("entry", "decision", "code")
    for statement in (f"DROP TRIGGER guard ON budgets_{name}", f"DROP FUNCTION budgets_{name}_guard()")
]


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial")]

    operations = [migrations.RunSQL([ENTRY, DECISION, CODE, *TRIGGERS], reverse_sql=UNDO)]
