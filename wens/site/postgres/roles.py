"""The two roles, the passwords, and the SQL that makes them (embedded, or once by the administrator of a server).

wens_owner owns the database and its schema and migrates; wens_app runs everything else and cannot go round
row-level security. Neither is a superuser.
"""

import secrets
from pathlib import Path

from wens.site.postgres.files import write_whole

OWNER = "wens_owner"
APP = "wens_app"
SUPERUSER = "postgres"
DATABASE = "wens"
ROLES = {"superuser": SUPERUSER, "owner": OWNER, "app": APP}


def key_file(keys: Path, role: str) -> Path:
    """Return the file with the password of `superuser`, `owner` or `app` of the embedded server."""
    return keys / f"postgres-{role}.password"


def password(keys: Path, role: str) -> str:
    """Return the password of a role of the embedded server."""
    return key_file(keys, role).read_text().strip()


def make_passwords(keys: Path) -> bool:
    """Make the passwords that are not there yet, readable by the owner only; say whether any was made."""
    made = False
    for role in ROLES:
        path = key_file(keys, role)
        if path.exists():
            continue
        write_whole(path, secrets.token_urlsafe(32))
        made = True
    return made


def literal(text: str) -> str:
    """Return the text as an SQL string; a password with a backslash or a zero byte is refused with ValueError."""
    if "\\" in text or "\0" in text:
        msg = "a password cannot hold a backslash or a zero byte"
        raise ValueError(msg)
    return "'" + text.replace("'", "''") + "'"


def role_statements(owner_password: str, app_password: str) -> list[str]:
    """Return the statements that make both roles, or set their passwords when they are there.

    CREATEDB for the owner: tests and drills make databases of their own. Attributes such as NOSUPERUSER are not
    written, because only a superuser may write them (managed servers give none); they are checked instead.
    """
    statements = []
    for role, secret, rights in ((OWNER, owner_password, "LOGIN CREATEDB"), (APP, app_password, "LOGIN")):
        statements += [
            f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            f"ALTER ROLE {role} WITH {rights} PASSWORD {literal(secret)}",
            f"ALTER ROLE {role} SET timezone = 'UTC'",
        ]
    too_strong = "rolsuper OR rolbypassrls OR rolreplication OR rolcreaterole"
    found = f"SELECT FROM pg_roles WHERE rolname IN ('{OWNER}', '{APP}') AND ({too_strong})"
    complaint = f"{OWNER} or {APP} may go round row-level security: make it an ordinary role"
    check = f"DO $$ BEGIN IF EXISTS ({found}) THEN RAISE EXCEPTION '{complaint}'; END IF; END $$"
    return [*statements, check]


def database_statements(database: str) -> list[str]:
    """Return the statements for the database itself, to be run when it exists, connected to any database."""
    return [
        f'ALTER DATABASE "{database}" OWNER TO {OWNER}',
        f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC',
        f'GRANT CONNECT ON DATABASE "{database}" TO {APP}',
    ]


def schema_statements() -> list[str]:
    """Return the statements for the schema, to be run inside the database."""
    return [
        f"ALTER SCHEMA public OWNER TO {OWNER}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {APP}",
    ]


def administrator_script(owner_password: str, app_password: str, *, database: str = DATABASE) -> str:
    """Return what the administrator of a server feeds to psql once: roles, database, schema. Running it again mends."""
    create = f"CREATE DATABASE \"{database}\" ENCODING ''UTF8'' TEMPLATE template0"
    missing = f"NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}')"
    return "\n".join(
        [
            "\\set ON_ERROR_STOP on",
            *(f"{statement};" for statement in role_statements(owner_password, app_password)),
            f"GRANT {OWNER} TO CURRENT_USER;",
            f"SELECT '{create}' WHERE {missing} \\gexec",
            *(f"{statement};" for statement in database_statements(database)),
            f'\\connect "{database}"',
            *(f"{statement};" for statement in schema_statements()),
            "",
        ]
    )
