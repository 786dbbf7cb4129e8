"""The words inside documents and pictures of text."""

import csv
import io
import sys
import tempfile
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.catalogue import entry_keep
from toasoan.archive.models import AssetText, CatalogueEntry, ProcessingStep
from toasoan.archive.programs import run, tesseract, tesseract_languages
from toasoan.archive.steps.step_errors import StepFailed, StepSkipped
from toasoan.archive.steps.step_kinds import Work, step_runs
from toasoan.core.text import nfc

READER = Path(__file__).with_name("text_reader.py")
READABLE = frozenset(
    {".pdf", ".docx", ".odt", ".ods", ".odp", ".txt", ".csv", ".xlsx", ".pptx"}
)
# Pictures that tesseract cannot open by itself.
OPENED_UP = frozenset({".avif", ".heic", ".gif", ".tif", ".bmp"})
LOCKED = b"/Encrypt"
LIMIT = 200_000
READ_S, OCR_S = 120, 120
READER_MB = 1024
# A page with fewer characters than this is a scan with a stamp on it.
SCAN_CHARS = 20
# What tesseract is less sure of is foliage; fewer words than this are chance.
SURE, WORDS_AT_LEAST = 70.0, 4


@step_runs.register(ProcessingStep.Name.TEXT)
def text_step(work: Work) -> None:
    """The words of the file stand beside its entry, and it is found by them.

    Raises:
        StepSkipped: it is of a kind without words, or a scan and nothing here reads scans.
    """
    if work.entry.kind == CatalogueEntry.Kind.PHOTO:
        text, by_machine = _picture_words(work.source), True
    else:
        text, by_machine = _document_words(work.source)
    _text_keep(
        work, nfc(text.replace("\x00", "")).strip()[:LIMIT], by_machine=by_machine
    )


@transaction.atomic
def _text_keep(work: Work, text: str, *, by_machine: bool) -> None:
    AssetText.objects.filter(entry=work.entry).delete()
    if text:
        AssetText.objects.create(
            entry=work.entry,
            file_hash=work.file_hash,
            text=text,
            is_read_by_machine=by_machine,
        )
    entry_keep(work.entry.asset)


def _document_words(source: Path) -> tuple[str, bool]:
    kind = source.suffix.lower()
    if kind not in READABLE:
        raise StepSkipped(
            _("Chưa đọc được chữ trong tệp %(kind)s") % {"kind": kind.lstrip(".")}
        )
    try:
        text = _read(kind, source)
    except StepFailed:
        if kind == ".pdf" and LOCKED in source.read_bytes():
            raise StepSkipped(
                _("PDF này có mật khẩu. Bỏ mật khẩu rồi tải lại thì kho đọc được chữ")
            ) from None
        raise
    if kind != ".pdf" or len(text.strip()) >= SCAN_CHARS:
        return text, False
    _tesseract_require()
    with tempfile.TemporaryDirectory(prefix="toasoan-ocr-") as folder:
        _read(kind, source, folder)
        pictures = sorted(Path(folder).iterdir())
        if not pictures and not text.strip():
            raise StepSkipped(_("Không thấy chữ hay hình quét đọc được trong PDF này"))
        pages = [_ocr(page) for page in pictures]
    return "\n".join(filter(None, [text.strip(), *pages])), any(pages)


def _read(kind: str, source: Path, *folder: str) -> str:
    return run(
        [
            sys.executable,
            "-I",
            str(READER),
            kind.lstrip("."),
            str(source),
            str(LIMIT),
            *folder,
        ],
        timeout_s=READ_S,
        memory_mb=READER_MB,
        file_mb=64,
    )


def _picture_words(source: Path) -> str:
    _tesseract_require()
    kind = PurePath(source).suffix.lower()
    if kind not in OPENED_UP:
        return _ocr(source)
    with tempfile.TemporaryDirectory(prefix="toasoan-ocr-") as folder:
        _read(kind, source, folder)
        return "\n".join(_ocr(each) for each in sorted(Path(folder).iterdir()))


def _tesseract_require() -> None:
    if not tesseract_languages():
        raise StepSkipped(
            _(
                "Máy chủ chưa đọc được chữ trong ảnh. "
                "Cài tesseract-ocr và tesseract-ocr-vie rồi thử lại"
            )
        )


def _ocr(picture: Path) -> str:
    """Return the words that tesseract is sure of, line by line."""
    said = run(
        [tesseract(), str(picture), "stdout", "-l", tesseract_languages(), "tsv"],
        timeout_s=OCR_S,
    )
    return "\n".join(_lines(said))


def _lines(tsv: str) -> list[str]:
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row.get("text") or "").strip()
        if not word or float(row["conf"] or -1) < SURE:
            continue
        place = (row["page_num"], row["block_num"], row["par_num"], row["line_num"])
        lines.setdefault(place, []).append(word)
    if sum(map(len, lines.values())) < WORDS_AT_LEAST:
        return []
    return [" ".join(words) for words in lines.values()]
