"""`manage.py house_setup`: the units, their sections and sites exist."""

from typing import Any

from django.core.management.base import BaseCommand

from toasoan.newsroom.setup import house_setup


class Command(BaseCommand):
    """Open the six units; run again, nothing doubles."""

    help = "Lập sáu đơn vị báo chí với chuyên mục, trang web và quy trình duyệt."

    def handle(self, **_options: Any) -> None:
        """Open the units and say which."""
        for unit in house_setup():
            self.stdout.write(f"{unit.masthead}: http://{unit.hostname}/")
