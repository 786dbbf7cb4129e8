"""The full-text index beside the catalogue.

SQLite: an FTS5 table that keeps no text of its own and follows the entries by triggers.
PostgreSQL: a generated tsvector with a GIN index, whose terms are the words, each pair
of neighbours as "_a_b", so that phrases are answered by the index alone, and the marks
as "__unit1". Either way the database itself keeps the index, whatever writes the entry.
"""

from typing import Any

from django.db import connections

TABLE = "archive_catalogueentry"
FTS = "archive_catalogue_fts"

# ruff: noqa: S608 - every name below is our own
_FORGET = f"""
    INSERT INTO {FTS} ({FTS}, rowid, words, marks)
    VALUES ('delete', old.place, old.words, old.marks);
"""
_LEARN = f"""
    INSERT INTO {FTS} (rowid, words, marks) VALUES (new.place, new.words, new.marks);
"""
SQLITE = (
    # The text comes folded: the tokenizer has only to split it.
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(
        words, marks, content='{TABLE}', content_rowid='place', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0"
    )
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS archive_catalogue_added AFTER INSERT ON {TABLE}
    BEGIN {_LEARN} END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS archive_catalogue_removed AFTER DELETE ON {TABLE}
    BEGIN {_FORGET} END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS archive_catalogue_changed
    AFTER UPDATE OF place, words, marks ON {TABLE}
    WHEN old.place <> new.place OR old.words <> new.words OR old.marks <> new.marks
    BEGIN {_FORGET} {_LEARN} END
    """,
)
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION archive_catalogue_terms(words text, marks text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_to_tsvector(coalesce(array_agg(DISTINCT term), '{}'::text[]))
        FROM (
            SELECT word AS term FROM unnest(string_to_array(words, ' ')) AS word
            UNION ALL
            SELECT '_' || word || '_' || lead(word) OVER (ORDER BY n)
            FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS w(word, n)
            UNION ALL
            SELECT '__' || mark FROM unnest(string_to_array(marks, ' ')) AS mark
        ) AS t WHERE term <> ''
    $$
    """,
    f"""
    ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS vector tsvector
    GENERATED ALWAYS AS (archive_catalogue_terms(words, marks)) STORED
    """,
    f"CREATE INDEX IF NOT EXISTS archive_catalogue_vector ON {TABLE} USING gin (vector)",
)
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS archive_catalogue_added",
        "DROP TRIGGER IF EXISTS archive_catalogue_removed",
        "DROP TRIGGER IF EXISTS archive_catalogue_changed",
        f"DROP TABLE IF EXISTS {FTS}",
    ),
    "postgresql": (
        f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector",
        "DROP FUNCTION IF EXISTS archive_catalogue_terms(text, text)",
    ),
}


def create(_apps: Any, editor: Any) -> None:
    """Make the index over what the catalogue holds, for the migration."""
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)
    if editor.connection.vendor == "sqlite":
        editor.execute(f"INSERT INTO {FTS} ({FTS}) VALUES ('rebuild')")


def drop(_apps: Any, editor: Any) -> None:
    """Remove the index, for undoing the migration."""
    for statement in DROP[editor.connection.vendor]:
        editor.execute(statement)


def after_migrate(using: str, **_: Any) -> None:
    """Make the index where the tables were made without migrations, as tests do.

    SQLite forgets the triggers when a later migration makes the table anew.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        columns = connection.introspection.get_table_description(cursor, TABLE)
        if "place" not in {column.name for column in columns}:
            return  # on the way back through the migrations
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)
