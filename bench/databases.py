"""The database of a house, asked from outside; and one on a PostgreSQL server."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

# A server on which the person who measures may make databases, such as
# postgresql://postgres@127.0.0.1:5432/postgres; without it SQLite alone is measured.
SERVER = "TOASOAN_BENCH_POSTGRESQL"
SQLITE = "sqlite:///"


def first_row(url: str, query: str, *values: Any) -> tuple[Any, ...] | None:
    """Return the first row of a query whose places for values are `%s`."""
    if url.startswith(SQLITE):
        path = url.removeprefix(SQLITE)
        with closing(sqlite3.connect(path, timeout=20)) as database:
            return database.execute(query.replace("%s", "?"), values).fetchone()
    with closing(psycopg.connect(url)) as connection:
        return connection.execute(query, values).fetchone()


def postgresql_server() -> str:
    """Return the address of the server to measure on, or ""."""
    return os.environ.get(SERVER, "")


@contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """Give the address of a new database on the server; it is gone afterwards."""
    name = f"toasoan_bench_{secrets.token_hex(4)}"
    named = sql.Identifier(name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(named))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(named))
