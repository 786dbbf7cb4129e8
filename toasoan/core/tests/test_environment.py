import socket

import pytest

from toasoan.core.environment import (
    Environment,
    SettingInvalid,
    check_port_free,
    check_writable,
    database_from_url,
)


def test_a_busy_port_is_named_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            SettingInvalid, match=f"Cổng {port} đang có chương trình khác"
        ):
            check_port_free(port)

    check_port_free(port)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("x")

    with pytest.raises(SettingInvalid, match="Không ghi được vào"):
        check_writable(blocker / "var")

    check_writable(tmp_path / "new" / "var")
    assert list((tmp_path / "new" / "var").iterdir()) == []


def test_settings_are_typed_and_a_bad_one_is_explained():
    env = Environment({"A": "yes", "B": "7", "C": "x, y,", "D": "maybe"})

    assert env.flag("A", default=False) is True
    assert env.number("B", 1, low=0, high=9) == 7
    assert env.words("C", "") == ["x", "y"]
    assert env.text("E", "default") == "default"
    with pytest.raises(SettingInvalid, match="D='maybe': ghi yes hoặc no"):
        env.flag("D", default=False)
    with pytest.raises(SettingInvalid, match="B='7'"):
        env.number("B", 1, low=8, high=9)


def test_the_process_wins_over_the_env_file(tmp_path, monkeypatch):
    path = tmp_path / ".env"
    path.write_text("# note\nCORE_ONE=file\nCORE_TWO='file'\n")
    monkeypatch.setenv("CORE_ONE", "process")

    env = Environment.from_process(path)

    assert (env.text("CORE_ONE", ""), env.text("CORE_TWO", "")) == ("process", "file")


def test_database_urls():
    sqlite = database_from_url("sqlite:////var/x.sqlite3")
    postgres = database_from_url("postgresql://u:p%40ss@db:5433/toasoan")

    assert sqlite["NAME"] == "/var/x.sqlite3"
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert (postgres["PASSWORD"], postgres["PORT"]) == ("p@ss", "5433")
    with pytest.raises(SettingInvalid, match="ghi sqlite"):
        database_from_url("mysql://x/y")
