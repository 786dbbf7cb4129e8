"""`manage.py demo_load`: six units at work, for trying the house out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from toasoan.newsroom.demo.loading import demo_load, demo_people_load
from toasoan.newsroom.demo.people import PASSWORD


class Command(BaseCommand):
    """Bring in the trial people, pictures and stories that are missing."""

    help = "Nạp dữ liệu dùng thử: người, ảnh và khoảng sáu mươi đề tài."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--people-only`: units with their people and nothing written yet."""
        parser.add_argument("--people-only", action="store_true")

    def handle(self, **options: Any) -> None:
        """Load and say how far it is."""
        if options["people_only"]:
            people = demo_people_load()
            self.stdout.write(f"Người dùng thử: {len(people)}. Mật khẩu: {PASSWORD}")
            return
        new = demo_load(self._progress)
        self.stdout.write(f"Dữ liệu dùng thử: thêm {new} đề tài. Mật khẩu: {PASSWORD}")

    def _progress(self, done: int, total: int, label: str) -> None:
        if done % 20 == 0 or done == total:
            self.stdout.write(f"  {done}/{total} {label}")
            self.stdout.flush()
