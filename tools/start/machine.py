"""What the machine must offer before anything is made: a folder, a port."""

import shutil
from pathlib import Path

from toasoan.core.environment import (
    Environment,
    SettingInvalid,
    check_port_free,
    check_writable,
)
from tools.start.words import CannotStart, say

ROOT = Path(__file__).resolve().parents[2]


def settings_line(message: str) -> str:
    """Return what a wrong setting means, with the fix."""
    text = message.removeprefix("toasoan: ")
    return (
        f"Thiết lập chưa đúng. {text.rstrip('.')}. Sửa biến môi trường hoặc tệp .env."
    )


def environment_read() -> Environment:
    """Return the settings of this process and of .env.

    Raises:
        CannotStart: .env cannot be read or has a line that is no setting.
    """
    try:
        return Environment.from_process(ROOT / ".env")
    except SettingInvalid as error:
        raise CannotStart(settings_line(str(error))) from error


def port_read(env: Environment) -> int:
    """Return the port of the web process.

    Raises:
        CannotStart: the setting is no port.
    """
    try:
        return env.number("TOASOAN_PORT", 8000, low=1, high=65535)
    except SettingInvalid as error:
        raise CannotStart(settings_line(str(error))) from error


def machine_check(host: str, port: int, *folders: Path) -> None:
    """Return when the web process may listen there and the folders take files.

    Raises:
        CannotStart: the port is taken, or a folder cannot be made or written.
    """
    try:
        for folder in folders:
            check_writable(folder)
        check_port_free(port, host)
    except SettingInvalid as error:
        raise CannotStart(f"{error}.") from error


def programs_report() -> None:
    """Name the optional programs that are missing, and what is off without them."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if not any(map(shutil.which, names)):
        say(
            "Chưa có Chromium: tòa soạn vẫn chạy, chỉ phép thử trên trình duyệt bị "
            "bỏ qua. Cài bằng: sudo apt install chromium"
        )
