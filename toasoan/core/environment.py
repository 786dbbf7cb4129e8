"""Settings read from the environment once, with errors a person can act on.

Standard library only: `make start` reads it before .venv exists. Messages are
Vietnamese, as everything said on the operator's terminal; a secret's value is
never in one.
"""

import errno
import importlib.util
import ipaddress
import os
import re
import socket
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from toasoan.core.hosts import is_host_name

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})


class SettingInvalid(Exception):
    """A setting in the environment cannot be used; the message says which and why."""


@contextmanager
def exit_when_invalid() -> Iterator[None]:
    """End the process with one line and exit code 1 when a setting is wrong."""
    try:
        yield
    except SettingInvalid as error:
        sys.exit(f"toasoan: {error}")


@dataclass(frozen=True)
class Environment:
    """Typed reader of environment variables."""

    values: Mapping[str, str]

    @classmethod
    def from_process(cls, dotenv: Path | None = None) -> "Environment":
        """Return the process environment over the values of an optional .env file.

        Raises:
            SettingInvalid: the file cannot be read, or a line is no setting.
        """
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
        raise SettingInvalid(f"{name}={word!r}: ghi yes hoặc no")

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """Return a whole number between `low` and `high`.

        Raises:
            SettingInvalid: the value is no number or lies outside the range.
        """
        raw = self.text(name, str(default))
        if not re.fullmatch(r"-?\d+", raw) or not low <= int(raw) <= high:
            raise SettingInvalid(
                f"{name}={raw!r}: ghi một số nguyên từ {low} đến {high}"
            )
        return int(raw)

    def words(self, name: str, default: str) -> list[str]:
        """Return a comma-separated setting as a list without empty parts."""
        return [
            part.strip() for part in self.text(name, default).split(",") if part.strip()
        ]

    def choice(self, name: str, default: str, options: Collection[str]) -> str:
        """Return one of some words.

        Raises:
            SettingInvalid: the value is another word.
        """
        word = self.text(name, default).lower()
        if word not in options:
            raise SettingInvalid(f"{name}={word!r}: ghi {' hoặc '.join(options)}")
        return word

    def host(self, name: str, default: str) -> str:
        """Return one host name in small letters, or the default when unset.

        Raises:
            SettingInvalid: the value is no host name.
        """
        given = self.text(name, default).lower()
        if given and not is_host_name(given):
            raise SettingInvalid(_no_host(name, given))
        return given

    def hosts(self, name: str, default: str) -> list[str]:
        """Return a comma-separated list of host names or addresses, at least one.

        Raises:
            SettingInvalid: there is none, or a part is no host.
        """
        found = [word.lower() for word in self.words(name, default)]
        wrong = next((host for host in found if not _is_host(host)), None)
        if wrong is not None or not found:
            raise SettingInvalid(_no_host(name, wrong or ""))
        return found

    def networks(self, name: str, default: str) -> list[str]:
        """Return a comma-separated list of network addresses or networks.

        Raises:
            SettingInvalid: a part is neither.
        """
        found = self.words(name, default)
        for word in found:
            try:
                ipaddress.ip_network(word)
            except ValueError as error:
                raise SettingInvalid(
                    f"{name}: {word!r} không phải địa chỉ hay mạng, "
                    "ghi như 10.0.0.5 hoặc 10.0.0.0/8"
                ) from error
        return found

    def dotted_path(self, name: str, default: str) -> str:
        """Return the path of a class (`package.module.Class`) that is there.

        Its module is found, not loaded: it may itself want the settings.

        Raises:
            SettingInvalid: there is no such module, or no such name in it.
        """
        path = self.text(name, default)
        module, _dot, attribute = path.rpartition(".")
        if not _has_name(module, attribute):
            raise SettingInvalid(f"{name}={path!r}: không có lớp nào ở đường dẫn này")
        return path

    def database(self, name: str, default: str) -> dict[str, object]:
        """Return Django's DATABASES entry for a sqlite: or postgresql: URL.

        Raises:
            SettingInvalid: the URL names another engine or no database, or its
                port is no port.
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
        SettingInvalid: the URL names another engine or no database, or its
            port is no port. The message leaves the URL out: it holds a password.
    """
    parts, port = _url_parts(url, setting)
    name = unquote(parts.path)
    if parts.scheme == "sqlite":
        if len(name) < 2:
            raise SettingInvalid(f"{setting}: ghi sqlite:///đường/dẫn/tệp.sqlite3")
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
            raise SettingInvalid(f"{setting}: thiếu tên cơ sở dữ liệu")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise SettingInvalid(f"{setting}: ghi sqlite:///... hoặc postgresql://...")


def _url_parts(url: str, setting: str) -> tuple[SplitResult, str]:
    try:
        parts = urlsplit(url)
        return parts, str(parts.port or "")
    except ValueError as error:
        raise SettingInvalid(
            f"{setting}: máy chủ hoặc cổng không đúng; cổng là số từ 1 đến 65535, "
            "dấu : / @ # trong mật khẩu viết thành %3A %2F %40 %23"
        ) from error


def check_port_free(port: int, host: str = "127.0.0.1") -> None:
    """Return when a server can listen on the port.

    Raises:
        SettingInvalid: the host has no address or none of this machine, another
            program has the port, or it is not ours to take.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _name, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # As servers do, so that a port just left is not called busy.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingInvalid(_why_not_bound(error, host, port)) from error


def _why_not_bound(error: OSError, host: str, port: int) -> str:
    if isinstance(error, socket.gaierror):
        return f"TOASOAN_BIND={host!r}: không tìm thấy địa chỉ nào mang tên này"
    if isinstance(error, PermissionError):
        return f"Cổng {port} cần quyền quản trị: đặt TOASOAN_PORT từ 1024 trở lên"
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {port} đang có chương trình khác dùng: "
            "dừng chương trình đó hoặc đặt TOASOAN_PORT"
        )
    if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
        return f"TOASOAN_BIND={host!r}: máy này không có địa chỉ ấy"
    return f"Không mở được {host} cổng {port} ({error.strerror}): xem lại TOASOAN_BIND"


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
    for number, line in enumerate(_lines_of(path), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, separator, value = line.partition("=")
        if not separator:
            # The line itself is left out: it may be a secret.
            raise SettingInvalid(f"{path.name} dòng {number}: ghi TÊN=giá trị")
        pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise SettingInvalid(f"{path.name}: không phải văn bản UTF-8") from error
    except OSError as error:
        raise SettingInvalid(
            f"{path.name}: không đọc được ({error.strerror})"
        ) from error


def _is_host(text: str) -> bool:
    if text.startswith("[") and text.endswith("]"):
        try:
            return bool(ipaddress.IPv6Address(text[1:-1]))
        except ValueError:
            return False
    return is_host_name(text)


def _no_host(name: str, given: str) -> str:
    return (
        f"{name}: {given!r} không phải tên máy chủ; "
        "chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"
    )


def _has_name(module: str, attribute: str) -> bool:
    if not all(part.isidentifier() for part in (*module.split("."), attribute)):
        return False
    try:
        spec = importlib.util.find_spec(module)
        text = spec.loader.get_source(module) if spec and spec.loader else None  # type: ignore[attr-defined]
    except (ImportError, AttributeError):
        return False
    return text is not None and bool(re.search(rf"\b{attribute}\b", text))
