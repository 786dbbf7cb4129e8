"""Settings read from the environment once, with errors a person can act on."""

import os
import re
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class SettingInvalid(Exception):
    """A setting in the environment cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Environment:
    """Typed reader of environment variables."""

    values: Mapping[str, str]

    @classmethod
    def from_process(cls, dotenv: Path | None = None) -> "Environment":
        """Return the process environment over the values of an optional .env file."""
        merged = {**(_dotenv_values(dotenv) if dotenv else {}), **os.environ}
        return cls(merged)

    def text(self, name: str, default: str) -> str:
        """Return the value of `name`, or `default` when it is unset or empty."""
        return self.values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes/no setting.

        Raises:
            SettingInvalid: the value is neither a yes word nor a no word.
        """
        word = self.text(name, "yes" if default else "no").lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        raise SettingInvalid(f"{name}={word!r}: write yes or no")

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """Return a whole number between `low` and `high`.

        Raises:
            SettingInvalid: the value is no number or lies outside the range.
        """
        raw = self.text(name, str(default))
        if not re.fullmatch(r"-?\d+", raw) or not low <= int(raw) <= high:
            raise SettingInvalid(
                f"{name}={raw!r}: write a whole number from {low} to {high}"
            )
        return int(raw)

    def words(self, name: str, default: str) -> list[str]:
        """Return a comma-separated setting as a list without empty parts."""
        return [
            part.strip() for part in self.text(name, default).split(",") if part.strip()
        ]

    def database(self, name: str, default: str) -> dict[str, object]:
        """Return Django's DATABASES entry for a sqlite: or postgresql: URL.

        Raises:
            SettingInvalid: the URL names another engine or no database.
        """
        return database_from_url(self.text(name, default), setting=name)


SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456"
)


def database_from_url(url: str, *, setting: str = "DATABASE_URL") -> dict[str, object]:
    """Return Django's DATABASES entry for `url`.

    SQLite gets WAL, one IMMEDIATE writer and a 20 s wait, as measured in
    the platform reference; PostgreSQL gets persistent connections.

    Raises:
        SettingInvalid: the URL names another engine or no database.
    """
    parts = urlsplit(url)
    name = unquote(parts.path)
    if parts.scheme == "sqlite":
        if len(name) < 2:
            raise SettingInvalid(f"{setting}: write sqlite:///path/to/file.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name[1:] if name.startswith("//") else name.removeprefix("/"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": SQLITE_PRAGMAS,
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        if len(name) < 2:
            raise SettingInvalid(f"{setting}: the database name is missing")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingInvalid(f"{setting}: write sqlite:///... or postgresql://...")


def check_port_free(port: int, host: str = "127.0.0.1") -> None:
    """Return when a server can listen on the port.

    Raises:
        SettingInvalid: another program has it, or it is not ours to take.
    """
    with socket.socket() as probe:
        # As servers do, so that a port just left is not called busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as err:
            raise SettingInvalid(
                f"Cổng {port} cần quyền quản trị: đặt TOASOAN_PORT từ 1024 trở lên"
            ) from err
        except OSError as err:
            raise SettingInvalid(
                f"Cổng {port} đang có chương trình khác dùng: "
                "dừng chương trình đó hoặc đặt TOASOAN_PORT"
            ) from err


def check_writable(folder: Path) -> None:
    """Return when files can be made in the folder, which exists afterwards.

    Raises:
        SettingInvalid: they cannot; the message says which folder and why.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as err:
        raise SettingInvalid(
            f"Không ghi được vào {folder} ({err.strerror}): "
            "cấp quyền ghi hoặc đặt TOASOAN_DATA_DIR"
        ) from err


def _dotenv_values(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator:
            raise SettingInvalid(f"{path.name} line {number}: write NAME=value")
        pairs[name.strip()] = value.strip().strip("\"'")
    return pairs
