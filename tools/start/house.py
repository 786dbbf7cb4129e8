"""The first half of starting: machine and packages, then on inside .venv."""

import sys
from pathlib import Path

from tools.start import machine, venv
from tools.start.words import CannotStart, say


def main() -> int:
    """Check the machine, fill .venv and go on in tools.start.run."""
    try:
        env = machine.environment_read()
        host = env.text("TOASOAN_BIND", "127.0.0.1")
        data_dir = Path(env.text("TOASOAN_DATA_DIR", str(machine.ROOT / "var")))
        machine.machine_check(host, machine.port_read(env), machine.ROOT, data_dir)
        machine.programs_report()
        venv.venv_ensure()
        venv.enter("-m", "tools.start.run")
    except (CannotStart, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nĐã dừng. Chạy lại make start để làm tiếp phần còn lại.")
    return 130
