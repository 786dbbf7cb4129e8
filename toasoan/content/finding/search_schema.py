"""The full-text index beside the table of search entries.

SQLite: an FTS5 table that keeps no text of its own and follows the entries by
triggers. PostgreSQL: a tsvector with a GIN index, written by search_engines.learn.
Either way the index changes in the transaction that changes the entry.
"""

from typing import Any

from django.db import connections

TABLE = "content_searchentry"
FTS = "content_search_fts"

_COLUMNS = "title, body, marks"
# ruff: noqa: S608 - every name below is our own
_FORGET = f"""
    INSERT INTO {FTS} ({FTS}, rowid, {_COLUMNS})
    VALUES ('delete', old.id, old.title, old.body, old.marks);
"""
_LEARN = f"""
    INSERT INTO {FTS} (rowid, {_COLUMNS})
    VALUES (new.id, new.title, new.body, new.marks);
"""
SQLITE = (
    # The text comes folded: the tokenizer has only to split it.
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(
        {_COLUMNS}, content='{TABLE}', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0"
    )
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS content_search_added AFTER INSERT ON {TABLE}
    BEGIN {_LEARN} END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS content_search_removed AFTER DELETE ON {TABLE}
    BEGIN {_FORGET} END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS content_search_changed AFTER UPDATE ON {TABLE}
    BEGIN {_FORGET} {_LEARN} END
    """,
)
POSTGRESQL = (
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector",
    # Wide columns lie apart, so that walking over thousands of matches is cheap.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
    f"CREATE INDEX IF NOT EXISTS content_search_vector ON {TABLE} USING gin (vector)",
)
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS content_search_added",
        "DROP TRIGGER IF EXISTS content_search_removed",
        "DROP TRIGGER IF EXISTS content_search_changed",
        f"DROP TABLE IF EXISTS {FTS}",
    ),
    "postgresql": (f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector",),
}


def create(_apps: Any, editor: Any) -> None:
    """Make the index, for the migration."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(_apps: Any, editor: Any) -> None:
    """Remove the index, for undoing the migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


def after_migrate(using: str, **_: Any) -> None:
    """Make the index where the tables were made without migrations, as tests do."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)
