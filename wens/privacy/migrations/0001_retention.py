"""Functions by which old lines of tables that only grow lose their names or go, and younger ones never (ADR 0011)."""

from django.db import migrations

from wens.tenancy.security import APP_ROLE, TENANT_IS_OURS

KEPT = "interval '2555 days'"  # seven years, as `wens.tenancy.personal.done_by` declares
HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public"
REFUSE = f"""
    IF before IS NULL OR before > now() - {KEPT} THEN
        RAISE EXCEPTION 'lines younger than seven years stay' USING ERRCODE = 'insufficient_privilege';
    END IF;"""


def _function(name: str, parameters: str, body: str) -> migrations.RunSQL:
    kinds = ", ".join(part.split()[1] for part in parameters.split(", "))
    return migrations.RunSQL(
        [
            f"CREATE FUNCTION {name}({parameters}) RETURNS bigint {HEAD} AS $body$ DECLARE done bigint; more bigint;"
            f" BEGIN {REFUSE} {body} END $body$",
            f"REVOKE ALL ON FUNCTION {name}({kinds}) FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {name}({kinds}) TO {APP_ROLE}",
        ],
        reverse_sql=[f"DROP FUNCTION IF EXISTS {name}({kinds})"],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("figures", "0004_spread"),
        ("photos", "0001_initial"),
    ]

    operations = [
        _function(
            "wens_expire_trail",
            "before timestamptz",
            f"""DELETE FROM audit_event WHERE at < before AND {TENANT_IS_OURS};
                GET DIAGNOSTICS done = ROW_COUNT;
                RETURN done;""",  # noqa: S608  constants
        ),
        _function(
            "wens_forget_signatures",
            "before timestamptz, mark text",
            f"""UPDATE figures_activation SET by = mark, by_name = mark
                    WHERE at < before AND by <> mark AND {TENANT_IS_OURS};
                GET DIAGNOSTICS done = ROW_COUNT;
                UPDATE photos_photo SET frozen_by = mark, frozen_by_name = mark
                    WHERE frozen_at < before AND frozen_by <> mark AND {TENANT_IS_OURS};
                GET DIAGNOSTICS more = ROW_COUNT;
                RETURN done + more;""",  # noqa: S608  constants
        ),
    ]
