"""Small papers, pictures of text, film and sound, made on the spot."""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from toasoan.archive import programs
from toasoan.archive.models import ArchiveDocument, CatalogueEntry, ProcessingStep
from toasoan.archive.tests.factories import unit_make, upload

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def document_entry(name: str, data: bytes, unit: Any = None) -> CatalogueEntry:
    document = ArchiveDocument(
        title="Tệp", collection=(unit or unit_make()).collection, usage="staff"
    )
    file_put(document, name, data)
    return CatalogueEntry.objects.get(document=document)


def file_put(document: ArchiveDocument, name: str, data: bytes) -> None:
    """Give the document another file, as its edit screen does."""
    document.file = upload(data, name)
    document._set_document_file_metadata()
    document.save()


def pdf_bytes(text: str) -> bytes:
    """A PDF of one page, written by hand: letters of ASCII only."""
    stream = f"BT /F1 18 Tf 40 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n")
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    return out.getvalue()


def docx_bytes(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("[Content_Types].xml", "<Types/>")
        bundle.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


def text_picture(*lines: str, image_format: str = "PNG") -> bytes:
    if not Path(FONT).exists():
        pytest.skip(f"no Vietnamese font at {FONT}")
    picture = Image.new("RGB", (1100, 80 + 70 * len(lines)), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, 36)
    for number, line in enumerate(lines):
        draw.text((40, 40 + 70 * number), line, fill="black", font=font)
    out = io.BytesIO()
    picture.save(
        out, image_format, **({"resolution": 150} if image_format == "PDF" else {})
    )
    return out.getvalue()


def ffmpeg_make(path: Path, *arguments: str) -> bytes:
    """Return what ffmpeg makes of the arguments, a test picture or tone."""
    if not programs.ffmpeg():
        pytest.skip("ffmpeg cannot run on this machine")
    subprocess.run(
        [programs.ffmpeg(), "-loglevel", "error", "-y", *arguments, str(path)],
        check=True,
    )
    return path.read_bytes()


def states(entry: CatalogueEntry) -> dict[str, str]:
    rows = ProcessingStep.objects.filter(entry=entry).values_list("name", "state")
    return dict(rows)
