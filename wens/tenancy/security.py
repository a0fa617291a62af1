"""Migration operations that put row-level security on a table.

``FORCE`` makes the policies hold for the table's owner too. ``wens_owner`` gets an open policy of its own, because
migrations and backups have to see everything; the application connects as ``wens_app``, which has the tenant policy
only.
"""

from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation

APP_ROLE = "wens_app"
OWNER_ROLE = "wens_owner"
TENANT_IS_OURS = "gemeente = nullif(current_setting('wens.gemeente', true), '')"


def secure(table: str, *, append_only: bool = False) -> list[Operation]:
    """Return the operations that secure ``table`` (its name in the database).

    ``append_only`` withholds UPDATE and DELETE from the application, for ledgers and the audit trail.
    """
    rights = "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE, DELETE"
    return [
        RunSQL(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY tenant ON {table} TO {APP_ROLE} USING ({TENANT_IS_OURS}) WITH CHECK ({TENANT_IS_OURS})",
                f"CREATE POLICY owner ON {table} TO {OWNER_ROLE} USING (true) WITH CHECK (true)",
                f"REVOKE ALL ON {table} FROM {APP_ROLE}",
                f"GRANT {rights} ON {table} TO {APP_ROLE}",
            ],
            reverse_sql=[
                f"DROP POLICY IF EXISTS tenant ON {table}",
                f"DROP POLICY IF EXISTS owner ON {table}",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )
    ]


WITHOUT_A_PERSON = "split_part(current_setting('wens.actor', true), ':', 1) IN ('machine', 'job')"
"""What a job or the command line does, in SQL: for `unless` below."""


def guard_reading(table: str, right: str, *, unless: str = "") -> list[Operation]:
    """Return the operations by which only an actor with ``right`` reads ``table``; anybody of the tenant may add.

    ``unless``: a condition in SQL, our own words, under which a row is for everybody of the tenant.

    For texts as written and contact details: a page that forgets to ask the policy still gets no row. Rows that are
    changed or removed are read first, so this guards those too. An INSERT that returns a generated key is refused:
    give the model a key of its own making (a UUID).
    """
    if not right.replace("_", "").isalpha():
        raise ValueError(f"not the name of a right: {right!r}")
    has_right = f"'{right}' = ANY (string_to_array(current_setting('wens.rights', true), ','))"
    has_right = f"({unless}) OR {has_right}" if unless else has_right
    return [
        RunSQL(
            [f"CREATE POLICY reading ON {table} AS RESTRICTIVE FOR SELECT TO {APP_ROLE} USING ({has_right})"],
            reverse_sql=[f"DROP POLICY IF EXISTS reading ON {table}"],
        )
    ]


COVENANT_RIGHT = "covenant_material"
"""No role has it: a retention run or an erasure takes it by name, because the law goes above a covenant."""


def guard_covenant(table: str) -> list[Operation]:
    """Return the operations by which a row of ``table`` with a ``covenant_id`` exists only for that covenant's parties.

    The acting organisation must be a party of a covenant that is active and within its days in the Netherlands; rows
    without a covenant are left to the other policies. It holds for reading, changing and adding alike.
    """
    is_party = f"""covenant_id IS NULL
        OR '{COVENANT_RIGHT}' = ANY (string_to_array(current_setting('wens.rights', true), ','))
        OR EXISTS (
            SELECT 1 FROM access_covenant c JOIN access_covenantparty p ON p.covenant_id = c.id
            WHERE c.id = {table}.covenant_id AND c.state = 'active'
              AND (now() AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN c.starts_on AND c.ends_on
              AND p.organisation_id::text = current_setting('wens.organisation', true))"""  # noqa: S608 -- our own names
    return [
        RunSQL(
            [
                f"CREATE POLICY covenant ON {table} AS RESTRICTIVE FOR ALL TO {APP_ROLE} "
                f"USING ({is_party}) WITH CHECK ({is_party})"
            ],
            reverse_sql=[f"DROP POLICY IF EXISTS covenant ON {table}"],
        )
    ]


def guard_shared(table: str) -> list[Operation]:
    """Return the operations by which a row of ``table`` exists only for parties of a covenant that shares its material.

    ``table`` has arrays of text ``categories`` (all of them must be shared) and ``within`` (areas; one of them must be
    among those of the covenant, unless that is about the whole gemeente). The covenant is in force as in
    `guard_covenant`, and it holds for reading, changing and adding alike.
    """
    is_shared = f"""'{COVENANT_RIGHT}' = ANY (string_to_array(current_setting('wens.rights', true), ','))
        OR EXISTS (
            SELECT 1 FROM access_covenant c JOIN access_covenantparty p ON p.covenant_id = c.id
            WHERE c.state = 'active'
              AND (now() AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN c.starts_on AND c.ends_on
              AND p.organisation_id::text = current_setting('wens.organisation', true)
              AND (cardinality(c.area_codes) = 0 OR c.area_codes::text[] && {table}.within::text[])
              AND {table}.categories::text[] <@ ARRAY(
                  SELECT k.category::text FROM access_covenantcategory k WHERE k.covenant_id = c.id))"""  # noqa: S608
    return [
        RunSQL(
            [
                f"CREATE POLICY shared ON {table} AS RESTRICTIVE FOR ALL TO {APP_ROLE} "
                f"USING ({is_shared}) WITH CHECK ({is_shared})"
            ],
            reverse_sql=[f"DROP POLICY IF EXISTS shared ON {table}"],
        )
    ]


def guard_as(table: str, column: str, parent: str) -> list[Operation]:
    """Return the operations by which a row of ``table`` exists only for who sees the row of ``parent`` above it."""
    seen = f"EXISTS (SELECT 1 FROM {parent} above WHERE above.id = {table}.{column})"  # noqa: S608 -- our own names
    return [
        RunSQL(
            [
                f"CREATE POLICY belongs ON {table} AS RESTRICTIVE FOR ALL TO {APP_ROLE} "
                f"USING ({seen}) WITH CHECK ({seen})"
            ],
            reverse_sql=[f"DROP POLICY IF EXISTS belongs ON {table}"],
        )
    ]


def adopt(table: str) -> list[Operation]:
    """Return the operations that give a library's `table` a tenant column, and secure it as one of ours.

    The library does not know the column; the database fills in who is acting. A row without a gemeente is refused.
    """
    return [
        RunSQL(
            [
                f"ALTER TABLE {table} ADD COLUMN gemeente varchar(6) NOT NULL "
                "DEFAULT nullif(current_setting('wens.gemeente', true), '')",
            ],
            reverse_sql=[f"ALTER TABLE {table} DROP COLUMN gemeente"],
        ),
        *secure(table),
    ]
