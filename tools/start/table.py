"""The table of addresses and log-ins that ends a successful start."""

from typing import Any


def table_lines(port: int, facts: dict[str, Any]) -> list[str]:
    """Return the lines to print, from what tools.start.facts has found."""
    suffix = "" if port == 80 else f":{port}"
    addresses: list[tuple[str, ...]] = [
        ("Cổng chung", f"http://{facts['domain']}{suffix}/"),
        *((name, f"http://{host}{suffix}/") for name, host in facts["units"]),
        ("Dành cho tòa soạn", f"http://localhost{suffix}/toa-soan/"),
    ]
    lines = ["", "Tòa soạn đang chạy. Dừng bằng Ctrl-C.", "", *_aligned(addresses)]
    if facts["people"]:
        heading = ("Đăng nhập thử", "Chức danh", "Thư điện tử")
        people = [tuple(person) for person in facts["people"]]
        lines += [
            "",
            *_aligned([heading, *people]),
            "",
            f"  Mật khẩu chung của các tài khoản thử: {facts['password']}",
        ]
    return [*lines, ""]


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)]
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return lines
