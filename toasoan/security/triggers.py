"""The database's own refusal to change or remove audit entries."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = [
    f"""
    CREATE TRIGGER security_audit_no_{verb} BEFORE {verb} ON security_auditentry
    BEGIN SELECT RAISE(ABORT, 'security_auditentry is append-only'); END
    """
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION security_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'security_auditentry is append-only'; END $$
    """,
    """
    CREATE TRIGGER security_audit_no_change BEFORE UPDATE OR DELETE
    ON security_auditentry FOR EACH ROW EXECUTE FUNCTION security_audit_refuse()
    """,
    """
    CREATE TRIGGER security_audit_no_truncate BEFORE TRUNCATE
    ON security_auditentry FOR EACH STATEMENT EXECUTE FUNCTION security_audit_refuse()
    """,
]
DROP = {
    "sqlite": [
        "DROP TRIGGER security_audit_no_update",
        "DROP TRIGGER security_audit_no_delete",
    ],
    "postgresql": ["DROP FUNCTION security_audit_refuse() CASCADE"],
}
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def create(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse to change the log."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the refusal back, for undoing the migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)
