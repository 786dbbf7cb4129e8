"""`manage.py demo_remove`: the trial material goes, the units stay."""

from typing import Any

from django.core.management.base import BaseCommand

from toasoan.newsroom.demo.loading import demo_remove


class Command(BaseCommand):
    """Take the trial material out."""

    help = "Xóa dữ liệu dùng thử; tài khoản dùng thử bị khóa."

    def handle(self, **_options: Any) -> None:
        """Remove and say how much."""
        gone = demo_remove()
        self.stdout.write(
            f"Đã xóa {gone['stories']} đề tài, {gone['items']} bài, "
            f"{gone['photos']} ảnh; khóa {gone['people']} tài khoản dùng thử.\n"
            "Chưa còn ai đăng nhập được: tạo người quản trị bằng "
            ".venv/bin/python manage.py createsuperuser"
        )
