"""The status screen says which programs are there and how to have the others."""

from toasoan.archive import optional_programs, programs
from toasoan.archive.steps import clamd


def program(name):
    return next(p for p in optional_programs.optional_programs() if p.name == name)


def test_what_is_missing_is_named_with_its_package(monkeypatch, settings):
    monkeypatch.setattr(optional_programs.shutil, "which", lambda _name: None)
    monkeypatch.setattr(programs, "tesseract_languages", lambda: "")
    settings.CLAMD = ""

    assert not any(program(n).is_there for n in ("tesseract", "clamd", "exiftool"))
    assert (
        program("tesseract").state == "Chưa có. Cài tesseract-ocr và tesseract-ocr-vie"
    )
    assert program("clamd").state == "Chưa có. Cài clamav-daemon rồi đặt TOASOAN_CLAMD"
    assert program("exiftool").state == "Chưa có. Cài libimage-exiftool-perl"


def test_a_scanner_that_does_not_answer_is_not_there(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "none.sock")

    assert program("clamd").state == f"Không trả lời ở {settings.CLAMD}"


def test_a_scanner_without_signatures_protects_nobody(settings, monkeypatch):
    settings.CLAMD = "127.0.0.1:3310"
    monkeypatch.setattr(clamd, "version", lambda _address: "ClamAV 1.4.6")
    assert not program("clamd").is_there
    assert "freshclam" in program("clamd").state

    monkeypatch.setattr(clamd, "version", lambda _address: "ClamAV 1.4.6/27800/Thu")
    assert program("clamd").is_there
