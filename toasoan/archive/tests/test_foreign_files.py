"""Film, sound and papers as other programs write them, not as ours would."""

import io
import uuid
import zipfile

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader, PdfWriter

from toasoan.archive.incoming.kinds import kind_of
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.models import AssetText, CatalogueEntry, ProcessingStep
from toasoan.archive.steps import processing
from toasoan.archive.tests.factories import unit_make
from toasoan.archive.tests.media_material import (
    document_entry,
    ffmpeg_make,
    pdf_bytes,
    states,
)

pytestmark = pytest.mark.django_db
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=0.4")
FILM = ("-f", "lavfi", "-i", "testsrc=duration=0.4:size=64x48:rate=10")
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MADE_DIR = tmp_path / "made"


def taken(data, name):
    row = incoming_take(
        key=f"thu:{uuid.uuid4()}",
        source="folder",
        unit=unit_make(),
        file=ContentFile(data, name=name),
    )
    assert (row.state, row.refusal) == ("kept", "")
    return CatalogueEntry.objects.get()


def processed(entry):
    processing.asset_process(entry_pk=entry.pk)
    return states(entry)


@pytest.mark.parametrize(
    ("suffix", "codec", "kind"),
    [
        ("avi", (*FILM, "-c:v", "mjpeg"), "video"),
        ("mts", (*FILM, "-c:v", "mpeg2video", "-f", "mpegts"), "video"),
        (
            "m2ts",
            (*FILM, "-c:v", "mpeg2video", "-f", "mpegts", "-mpegts_m2ts_mode", "1"),
            "video",
        ),
        ("aiff", TONE, "audio"),
        ("wmv", (*FILM, "-c:v", "wmv2"), "video"),
        ("wma", (*TONE, "-c:a", "wmav2"), "audio"),
    ],
)
def test_what_camcorders_and_recorders_write_is_played(tmp_path, suffix, codec, kind):
    data = ffmpeg_make(tmp_path / f"a.{suffix}", *codec)

    entry = taken(data, f"00001.{suffix.upper()}")

    assert entry.kind == kind
    assert entry.document.file.name.endswith({"m2ts": "mts"}.get(suffix, suffix))
    assert set(processed(entry).values()) <= {"done", "skipped"}
    assert states(entry)["facts"] == "done"


def test_what_a_telephone_recorded_is_sound_and_no_script():
    # AMR narrow band, RFC 4867 section 5: fifty frames of 20 ms at 12.2 kbit/s.
    frame = b"\x3c" + bytes(31)
    entry = taken(b"#!AMR\n" + frame * 50, "Ghi am 001.amr")

    assert entry.kind == "audio"
    assert processed(entry)["facts"] == "done"
    assert kind_of(io.BytesIO(b"#!AMRIT=1\n")) == "program"


def test_a_recording_longer_than_four_gigabytes_would_be_is_sound():
    assert kind_of(io.BytesIO(b"RF64\xff\xff\xff\xffWAVEds64")) == "wav"


def test_a_cameras_own_brand_does_not_hide_that_it_is_film():
    head = b"\x00\x00\x00\x1cftypXAVC\x01\x00\x1f\xffXAVCmp42iso2" + bytes(40)
    assert kind_of(io.BytesIO(head)) == "mp4"


@pytest.mark.parametrize("part", [b"moov", b"mdat", b"wide"])
def test_old_quicktime_is_film(part):
    assert kind_of(io.BytesIO(b"\x00\x00\x00\x08" + part + bytes(99))) == "mov"


@pytest.mark.parametrize("text", ["BMW ra mắt xe", "The free trade", "Đã skip"])
def test_a_text_that_begins_like_another_kind_is_a_text(text):
    assert kind_of(io.BytesIO(text.encode())) == "text"


@pytest.mark.parametrize(
    ("mimetype", "suffix"),
    [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")],
)
def test_open_documents_keep_their_kind_and_their_words(mimetype, suffix):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        bundle.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{OFFICE}:office:1.0"'
            f' xmlns:text="{OFFICE}:text:1.0"><text:p>Dự toán thu</text:p>'
            "</o:document-content>",
        )
    entry = taken(out.getvalue(), "a.zip")

    assert entry.document.file.name.endswith(f".{suffix}")
    assert processed(entry)["text"] == "done"
    assert AssetText.objects.get().text == "Dự toán thu"


def test_an_rtf_is_told_what_to_do():
    row = incoming_take(
        key="thu:rtf",
        source="folder",
        unit=unit_make(),
        file=ContentFile(rb"{\rtf1\ansi xin chao}", name="a.rtf"),
    )
    assert row.refusal == (
        "Kho chưa nhận văn bản RTF. Lưu thành docx hoặc pdf rồi tải lại"
    )


def test_a_pdf_behind_a_password_is_kept_and_it_is_said_why_it_has_no_words():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes("Bi mat"))))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    entry = document_entry("a.pdf", out.getvalue())

    assert processed(entry)["text"] == "skipped"
    assert ProcessingStep.objects.get(name="text").why == (
        "PDF này có mật khẩu. Bỏ mật khẩu rồi tải lại thì kho đọc được chữ"
    )


def test_one_wrong_page_does_not_take_the_words_of_the_others():
    writer = PdfWriter()
    for text in ("Trang mot", "Trang hai dai hon hai muoi chu"):
        writer.append(PdfReader(io.BytesIO(pdf_bytes(text))))
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue().replace(b"(Trang mot) Tj", b"<<<< (Trang mot)")
    entry = document_entry("a.pdf", data)

    assert processed(entry)["text"] == "done"
    assert "Trang hai" in AssetText.objects.get().text


def test_why_a_broken_file_was_given_up_is_said_without_the_programs_words():
    entry = document_entry("a.docx", b"PK\x03\x04 hong")

    processed(entry)

    assert ProcessingStep.objects.get(name="text").why == (
        "Tệp hỏng hoặc thiếu phần cuối. Chép lại từ máy gốc rồi tải lại"
    )
