"""Compiling the catalogues without msgfmt."""

import gettext
import os
from pathlib import Path

import pytest

from tools.compile_catalogues import main

SOURCE = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    'msgid "Save"\nmsgstr "Lưu"\n\n'
    'msgctxt "month"\nmsgid "May"\nmsgstr "Tháng 5"\n\n'
    'msgid "1 page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "%(n)s trang"\n\n'
    'msgid "1 bài"\nmsgid_plural "%(n)s bài"\nmsgstr[0] ""\n\n'
    '#, fuzzy\nmsgid "Undo"\nmsgstr "Không chắc"\n'
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "vi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE, "utf-8")
    return path


def test_compiled_words_are_those_of_the_source(source, tmp_path, capsys):
    main(tmp_path)
    with source.with_suffix(".mo").open("rb") as stream:
        words = gettext.GNUTranslations(stream)
    assert words.gettext("Save") == "Lưu"
    assert words.pgettext("month", "May") == "Tháng 5"
    assert words.ngettext("1 page", "%(n)s pages", 1) == "%(n)s trang"
    assert capsys.readouterr().out == "compiled locale/vi/LC_MESSAGES/django.po\n"


def test_empty_and_fuzzy_words_fall_back_to_the_msgid(source, tmp_path):
    main(tmp_path)
    with source.with_suffix(".mo").open("rb") as stream:
        words = gettext.GNUTranslations(stream)
    assert words.gettext("Undo") == "Undo"
    assert words.ngettext("1 bài", "%(n)s bài", 3) == "%(n)s bài"


def test_a_current_catalogue_is_left_alone(source, tmp_path, capsys):
    main(tmp_path)
    capsys.readouterr()
    main(tmp_path)
    assert capsys.readouterr().out == ""


def test_a_changed_source_is_compiled_again(source, tmp_path, capsys):
    main(tmp_path)
    capsys.readouterr()
    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    main(tmp_path)
    assert "compiled" in capsys.readouterr().out
