"""Everything that can be proved without running the product.

`python -m tools.check [WORD ...]` runs the steps whose name holds one of the words.
"""

import sys
import tempfile
from pathlib import Path

from tools.steps import ROOT, Step, python, steps_run

# What walks every screen or migrates a database belongs to `make test`.
NO_DATABASE = ("-p", "no:randomly", "-m", "not django_db and not migrations")
TYPED = ("toasoan", "config", "tools")


def steps_list(scratch: Path) -> list[Step]:
    """Return the steps in the order quickest first."""
    django = {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "TOASOAN_DATA_DIR": str(scratch),
        "DATABASE_URL": f"sqlite:///{scratch}/check.sqlite3",
    }
    templates = sorted(
        str(path.relative_to(ROOT))
        for folder in (ROOT / "templates", ROOT / "toasoan")
        for path in folder.rglob("*.html")
    )
    return [
        Step("ruff: lint", python("-m", "ruff", "check", ".")),
        Step("ruff: format", python("-m", "ruff", "format", "--check", ".")),
        Step("rooms: who imports whom", [_script("lint-imports"), "--no-logo"]),
        Step("templates: djlint", [_script("djlint"), "--lint", "--quiet", *templates]),
        Step("vendored files", python("-m", "tools.vendor", "--check")),
        Step("translations", python("-m", "tools.check_translations")),
        Step(
            "django: system check",
            python("manage.py", "check", "--fail-level", "WARNING"),
            django,
        ),
        Step(
            "django: no missing migration",
            python("manage.py", "makemigrations", "--check", "--dry-run"),
            django,
        ),
        Step(
            "architecture: sizes, rooms, settings, contrast",
            python("-m", "pytest", "-q", *NO_DATABASE, "tests/architecture"),
        ),
        Step("mypy: types", python("-m", "mypy", *TYPED)),
    ]


def _script(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def main() -> int:
    """Run the wanted steps; return 1 when one failed."""
    words = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="toasoan-check-") as scratch:
        steps = [
            step
            for step in steps_list(Path(scratch))
            if not words or any(word in step.name for word in words)
        ]
        return steps_run(steps)


if __name__ == "__main__":
    sys.exit(main())
