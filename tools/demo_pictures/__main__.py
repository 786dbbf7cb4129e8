"""Render every scene to a JPEG with its caption, credit and copyright inside."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from tools.demo_pictures import (
    scenes_halls,
    scenes_office,
    scenes_people,
    scenes_town,
    scenes_trade,
    scenes_transport,
    scenes_work,
)
from tools.demo_pictures.shapes import svg

DEMO = Path(__file__).resolve().parents[2] / "toasoan" / "newsroom" / "demo"
MAX_BYTES = 100_000  # the caption block comes on top; the whole stays under 110 kB
BROWSER_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-device-scale-factor=1",
)  # fmt: skip
SCENES: dict[str, Callable[[], str]] = {
    "cang-binh-minh": scenes_trade.port_at_dawn,
    "bai-container": scenes_trade.container_yard,
    "cua-khau": scenes_trade.border_gate,
    "may-soi": scenes_trade.cargo_scanner,
    "kho-hang": scenes_transport.warehouse,
    "hang-khong": scenes_transport.air_cargo,
    "cang-ca": scenes_transport.fishing_port,
    "cau-can": scenes_transport.viaduct,
    "quay-thue": scenes_office.tax_counter,
    "quay-ngan-hang": scenes_office.bank_counter,
    "tru-so-kho-bac": scenes_halls.treasury,
    "bang-gia": scenes_office.trading_board,
    "hoi-truong": scenes_halls.meeting_hall,
    "so-cai": scenes_office.ledger_and_coins,
    "trung-tam-du-lieu": scenes_office.data_centre,
    "doi-thoai": scenes_halls.interview,
    "hoa-don-dien-thoai": scenes_town.invoice_phone,
    "thanh-pho-dem": scenes_town.city_night,
    "nha-may-dien-tu": scenes_work.electronics_plant,
    "ruong-bac-thang": scenes_work.rice_terraces,
    "dien-mat-troi": scenes_work.solar_field,
    "metro": scenes_town.metro_line,
    "sap-cho": scenes_town.market_stall,
    "lop-tap-huan": scenes_work.training_room,
    "benh-vien": scenes_work.hospital,
    "ban-kiem-toan": scenes_work.audit_desk,
    "chan-dung-thu-ha": scenes_people.writer,
    "chan-dung-van-thinh": scenes_people.scholar,
    "chan-dung-khanh-ngoc": scenes_people.analyst,
}


def program(*names: str) -> str:
    """Return the path of the first named program that is installed."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    sys.exit(f"None of these programs is installed: {', '.join(names)}")


def rendered(drawing: str, width: int, height: int) -> Image.Image:
    """Return the drawing as pixels, painted by a headless browser."""
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        page.write_text(f'<body style="margin:0">{drawing}', encoding="utf-8")
        command = [
            program("chromium", "chromium-browser", "google-chrome"),
            *BROWSER_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--window-size={width},{height + 200}",
            f"--screenshot={shot}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(shot) as image:
            return image.convert("RGB").crop((0, 0, width, height))


def jpeg_bytes(image: Image.Image) -> bytes:
    """Return the best JPEG that stays under the size limit."""
    for quality in range(90, 40, -4):
        sink = io.BytesIO()
        image.save(sink, "JPEG", quality=quality, optimize=True, progressive=True)
        if sink.tell() <= MAX_BYTES:
            return sink.getvalue()
    sys.exit("A drawing is too busy for the size limit")


def write_caption(target: Path, row: dict[str, Any]) -> None:
    """Write caption, credit and copyright as IPTC, XMP and EXIF."""
    who, day = row["photographer"], str(row["created"])
    tags = {
        "IPTC:CodedCharacterSet": "UTF8",
        "IPTC:ObjectName": row["title"],
        "IPTC:Caption-Abstract": row["caption"],
        "IPTC:By-line": who,
        "IPTC:Credit": row["credit"],
        "IPTC:CopyrightNotice": row["copyright"],
        "IPTC:DateCreated": day.replace("-", ":"),
        "XMP-dc:Title": row["title"],
        "XMP-dc:Description": row["caption"],
        "XMP-dc:Creator": who,
        "XMP-dc:Rights": row["copyright"],
        "XMP-photoshop:Credit": row["credit"],
        "XMP-photoshop:DateCreated": day.replace("-", ":"),
        "XMP-iptcCore:AltTextAccessibility": row["alt"],
        "XMP-iptcExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation",
        "EXIF:ImageDescription": row["caption"],
        "EXIF:Artist": who,
        "EXIF:Copyright": row["copyright"],
    }
    if spot := row.get("spot"):
        tags |= spot_tags(*spot)
    command = [program("exiftool"), "-q", "-overwrite_original"]
    command += [f"-{name}={value}" for name, value in tags.items()]
    for word in row["keywords"]:
        command += [f"-IPTC:Keywords={word}", f"-XMP-dc:Subject={word}"]
    subprocess.run([*command, str(target)], check=True, timeout=60)


def spot_tags(latitude: float, longitude: float) -> dict[str, str]:
    """Return the EXIF fields of where the picture is of."""
    return {
        "EXIF:GPSLatitude": str(abs(latitude)),
        "EXIF:GPSLatitudeRef": "N" if latitude >= 0 else "S",
        "EXIF:GPSLongitude": str(abs(longitude)),
        "EXIF:GPSLongitudeRef": "E" if longitude >= 0 else "W",
    }


def main(wanted: list[str]) -> None:
    """Write the pictures named on the command line, or all of them."""
    rows = yaml.safe_load((DEMO / "pictures.yaml").read_text(encoding="utf-8"))
    for row in rows["pictures"]:
        if wanted and row["key"] not in wanted:
            continue
        width, height = row["size"]
        drawing = svg(SCENES[row["key"]](), width, height)
        target = DEMO / "pictures" / row["file"]
        target.write_bytes(jpeg_bytes(rendered(drawing, width, height)))
        write_caption(target, row)
        print(f"{target.name}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
