"""The words inside documents stand beside them, and they are found by them."""

import io
import zipfile

import pytest
from PIL import Image

from toasoan.archive import programs
from toasoan.archive.models import AssetText, CatalogueEntry, ProcessingStep
from toasoan.archive.steps import processing, text_steps
from toasoan.archive.tests.factories import photo_make, unit_make
from toasoan.archive.tests.media_material import (
    WORD,
    document_entry,
    docx_bytes,
    file_put,
    pdf_bytes,
    states,
    text_picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def made_dir(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


def process(entry):
    processing.asset_process(entry_pk=entry.pk)
    entry.refresh_from_db()
    return entry


def step_of(entry):
    return ProcessingStep.objects.get(entry=entry, name="text")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.pdf", pdf_bytes("Thong bao nop thue so 12"), "Thong bao nop thue so 12"),
        (
            "a.docx",
            docx_bytes("Quyết định số 12", "Điều 1"),
            "Quyết định số 12\nĐiều 1",
        ),
        ("a.txt", "Bộ Tài chính".encode(), "Bộ Tài chính"),
        ("a.csv", "\ufeffTỉnh;Thu\nHuế;12".encode(), "Tỉnh;Thu\nHuế;12"),
    ],
)
def test_the_words_of_a_document_stand_beside_it(name, data, text):
    entry = process(document_entry(name, data))

    kept = AssetText.objects.get(entry=entry)
    assert (kept.text.strip(), kept.is_read_by_machine) == (text, False)
    assert states(entry)["text"] == "done"


def test_a_document_is_found_by_its_words_without_marks_and_stays_so_when_saved():
    entry = process(document_entry("a.docx", docx_bytes("Quyết định số 12")))
    assert entry.words == "tep quyet dinh so 12"

    entry.document.title = "Tên mới"
    entry.document.save()

    entry.refresh_from_db()
    assert entry.words == "ten moi quyet dinh so 12"


def test_letters_written_in_two_signs_are_kept_as_one():
    entry = process(document_entry("a.txt", "Hue\u0302\u0301".encode()))

    assert AssetText.objects.get(entry=entry).text.strip() == "Huế"


def test_no_more_than_the_limit_is_kept(monkeypatch):
    monkeypatch.setattr(text_steps, "LIMIT", 1000)
    entry = process(document_entry("a.txt", b"chuc" * 5000))

    assert len(AssetText.objects.get(entry=entry).text) == 1000


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7 \x00\xff rac"), ("a.docx", b"PK\x03\x04 rac")],
)
def test_garbage_fails_its_step_with_a_sentence(name, data):
    entry = document_entry(name, data)
    for _time in range(3):
        process(entry)

    step = step_of(entry)
    assert (step.state, step.tries) == ("failed", 3)
    assert step.why.startswith("Tệp hỏng hoặc thiếu phần cuối")
    assert not AssetText.objects.exists()


def test_a_bomb_of_zeros_is_refused(caplog):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("word/document.xml", b"0" * (65 * 1024 * 1024))
    entry = process(document_entry("a.docx", out.getvalue()))

    assert step_of(entry).why.startswith("Tệp hỏng hoặc thiếu phần cuối")
    assert "too much inside" in caplog.text


def test_entities_of_a_document_are_not_followed():
    body = (
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>A&x;B</w:t></w:r></w:p>'
        "</w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("word/document.xml", body)
    entry = process(document_entry("a.docx", out.getvalue()))

    assert "root" not in AssetText.objects.get(entry=entry).text


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(text_steps, "READ_S", 0.01)
    entry = process(document_entry("a.txt", b"chu"))

    assert step_of(entry).why.startswith("Quá 0 giây chưa xong")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def office_bytes(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            bundle.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def slide(text):
    return f'<s xmlns:a="{DRAWN}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>'


def test_the_words_of_a_spreadsheet_are_read_and_its_figures_are_not():
    data = office_bytes(
        xl__sharedStrings=(
            f'<sst xmlns="{MAIN}"><si><t>Tỉnh</t></si>'
            "<si><r><t>Thu ngân </t></r><r><t>sách</t></r></si></sst>"
        ),
        xl__worksheets__sheet1=(
            f'<worksheet xmlns="{MAIN}"><c><v>12</v></c>'
            '<c t="inlineStr"><is><t>Huế</t></is></c></worksheet>'
        ),
    )

    entry = process(document_entry("a.xlsx", data))

    assert AssetText.objects.get(entry=entry).text == "Tỉnh\nThu ngân sách\nHuế"


def test_the_words_of_slides_are_read_in_their_order():
    data = office_bytes(
        ppt__slides__slide10=slide("mười"),
        ppt__slides__slide2=slide("hai"),
        ppt__notesSlides__notesSlide2=slide("ghi chú"),
    )

    entry = process(document_entry("a.pptx", data))

    assert AssetText.objects.get(entry=entry).text == "ghi chú\nhai\nmười"


def test_many_slides_of_zeros_are_refused_together():
    bomb = "<a>" + "0" * 40_000_000 + "</a>"
    data = office_bytes(ppt__slides__slide1=bomb, ppt__slides__slide2=bomb)

    entry = process(document_entry("a.pptx", data))

    assert step_of(entry).state == "waiting"
    assert not AssetText.objects.exists()


def test_without_tesseract_a_picture_is_skipped_with_what_to_install(monkeypatch):
    monkeypatch.setattr(text_steps, "tesseract_languages", lambda: "")
    photo_make(unit_make())
    entry = process(CatalogueEntry.objects.get())

    step = step_of(entry)
    assert step.state == "skipped"
    assert "Cài tesseract-ocr và tesseract-ocr-vie" in step.why


needs_tesseract = pytest.mark.skipif(
    not programs.tesseract_languages(), reason="tesseract with vie is not installed"
)


@needs_tesseract
def test_a_picture_of_vietnamese_text_is_read():
    photo_make(
        unit_make(),
        text_picture("Bộ Tài chính thông báo", "kết quả thu ngân sách"),
        "a.png",
    )
    entry = process(CatalogueEntry.objects.get())

    kept = AssetText.objects.get(entry=entry)
    assert kept.text == "Bộ Tài chính thông báo\nkết quả thu ngân sách"
    assert kept.is_read_by_machine
    assert "thong bao ket qua" in entry.words


@needs_tesseract
@pytest.mark.parametrize("kind", ["GIF", "AVIF", "HEIF"])
def test_a_picture_that_tesseract_cannot_open_is_read_all_the_same(kind):
    data = text_picture("Bộ Tài chính thông báo", "kết quả thu ngân sách")
    name = {"GIF": "a.gif", "AVIF": "a.avif", "HEIF": "a.heic"}[kind]
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).save(out, kind, quality=90)
    photo_make(unit_make(), out.getvalue(), name)

    entry = process(CatalogueEntry.objects.get())

    assert AssetText.objects.get(entry=entry).text == (
        "Bộ Tài chính thông báo\nkết quả thu ngân sách"
    )


@needs_tesseract
def test_a_picture_without_text_has_no_words():
    photo_make(unit_make())
    entry = process(CatalogueEntry.objects.get())

    assert states(entry)["text"] == "done"
    assert not AssetText.objects.exists()


@needs_tesseract
def test_a_scanned_pdf_is_read_page_by_page():
    data = text_picture(
        "Kho bạc Nhà nước Việt Nam", "Công văn số 123", image_format="PDF"
    )
    entry = process(document_entry("scan.pdf", data))

    kept = AssetText.objects.get(entry=entry)
    assert "Kho bạc Nhà nước Việt Nam" in kept.text
    assert kept.is_read_by_machine


def test_the_words_of_an_earlier_file_go_with_it():
    entry = process(document_entry("a.txt", b"truoc"))
    file_put(entry.document, "b.txt", b"sau")

    entry = process(entry)

    assert AssetText.objects.get().text.strip() == "sau"
    assert entry.words == "tep sau"
