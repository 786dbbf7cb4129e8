"""The translation check, on small projects of its own."""

from pathlib import Path

import pytest

from tools.check_translations import main as check
from tools.check_translations import run, write_english_stub
from tools.translations.catalogue import Entry, placeholder_faults
from tools.translations.checks import (
    Project,
    literal_text,
    missing_english,
    missing_vietnamese,
    own_messages,
    wrong_placeholders,
)

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
VI = '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
EN = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "ours", framework_folders=(tmp_path / "wagtail",))


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def framework(
    project: Project, language: str, body: str, domain: str = "django"
) -> None:
    folder = project.framework_folders[0] / "locale" / language / "LC_MESSAGES"
    write(folder / f"{domain}.po", HEAD + (VI if language == "vi" else EN) + body)


def ours(project: Project, language: str, body: str, domain: str = "django") -> None:
    head = HEAD + (VI if language == "vi" else EN)
    write(project.catalogue(language, domain), head + body)


def template(project: Project, text: str, name: str = "trang.html") -> Path:
    return write(project.root / "templates" / name, text)


def texts(project: Project) -> list[tuple[str, ...]]:
    return [message.entry.ids for message in own_messages(project, "django").values()]


# --- (a) Vietnamese for the frameworks ----------------------------------------------


def test_a_framework_string_without_vietnamese_is_named(project):
    framework(project, "en", 'msgid "Save"\nmsgstr ""\n\nmsgid "Undo"\nmsgstr ""\n')
    framework(project, "vi", 'msgid "Save"\nmsgstr "Lưu"\n')
    assert list(missing_vietnamese(project)) == ["django: no Vietnamese for 'Undo'"]


def test_our_catalogue_may_supply_it(project):
    framework(project, "en", 'msgctxt "month"\nmsgid "May"\nmsgstr ""\n')
    ours(project, "vi", 'msgctxt "month"\nmsgid "May"\nmsgstr "Tháng 5"\n')
    assert list(missing_vietnamese(project)) == []


def test_another_context_does_not_count(project):
    framework(project, "en", 'msgctxt "month"\nmsgid "May"\nmsgstr ""\n')
    ours(project, "vi", 'msgid "May"\nmsgstr "Có thể"\n')
    assert list(missing_vietnamese(project)) == [
        "django: no Vietnamese for 'May' [month]"
    ]


def test_fuzzy_and_empty_do_not_count(project):
    framework(project, "en", 'msgid "Save"\nmsgstr ""\n\nmsgid "Undo"\nmsgstr ""\n')
    ours(
        project,
        "vi",
        '#, fuzzy\nmsgid "Save"\nmsgstr "Lưu"\n\nmsgid "Undo"\nmsgstr ""\n',
    )
    assert len(list(missing_vietnamese(project))) == 2


# --- (b) placeholders ---------------------------------------------------------------


def test_a_lost_placeholder_is_named(project):
    ours(project, "vi", 'msgid "Delete %(title)s"\nmsgstr "Xóa"\n')
    assert list(wrong_placeholders(project)) == [
        "vi/django: 'Delete %(title)s' -> 'Xóa': missing ['%(title)s'], not known []"
    ]


@pytest.mark.parametrize(
    ("ids", "string"),
    [
        (("%(a)s of %(b)s",), "%(b)s có %(a)s"),
        (("{title} by {user}",), "{user}: {title}"),
        (("100%% of %s",), "100%% của %s"),
        (("Delete 1 page", "Delete %(counter)s pages"), "Xóa %(counter)s trang"),
    ],
)
def test_a_translation_with_the_same_placeholders_passes(ids, string):
    assert placeholder_faults(Entry(ids, (string,))) == []


@pytest.mark.parametrize(
    ("ids", "string"),
    [
        (("%(a)s",), "%(A)s"),
        (("%s KB",), "KB"),
        (("{title}",), "{tieu_de}"),
        (("%(n)d page", "%(n)d pages"), "%(n)s trang"),
    ],
)
def test_a_translation_with_other_placeholders_fails(ids, string):
    assert len(placeholder_faults(Entry(ids, (string,)))) == 1


# --- (c) our own messages -----------------------------------------------------------


def test_python_messages_are_found_under_any_imported_name(project):
    write(
        project.root / "toasoan" / "phong" / "views.py",
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "from django.utils import translation\n"
        'a = _("Lưu " "bài")\n'
        'b = ngettext("%(n)d bài", "%(n)d các bài", 2)\n'
        'c = pgettext("thứ", "Hai")\n'
        'd = translation.gettext("Gỡ")\n'
        "e = _(a)\n"
        'print("không dịch")\n',
    )
    found = {m.entry.key: m.entry.ids for m in own_messages(project, "django").values()}
    assert found == {
        (None, "Lưu bài"): ("Lưu bài",),
        (None, "%(n)d bài"): ("%(n)d bài", "%(n)d các bài"),
        ("thứ", "Hai"): ("Hai",),
        (None, "Gỡ"): ("Gỡ",),
    }


def test_tests_and_migrations_are_passed_over(project):
    line = 'from django.utils.translation import gettext\ngettext("Bỏ qua")\n'
    write(project.root / "toasoan" / "phong" / "tests" / "test_a.py", line)
    write(project.root / "toasoan" / "phong" / "migrations" / "0001_a.py", line)
    assert texts(project) == []


def test_template_messages_are_those_django_looks_up(project):
    template(
        project,
        '{% translate "Nộp bài" %}{% translate "Gỡ" context "nút" as nut %}\n'
        "{% blocktranslate trimmed with ten=bai.ten %}\n  Bài {{ ten }}\n  đủ 100%\n"
        "{% endblocktranslate %}\n"
        "{% blocktranslate count n=so %}{{ n }} bài{% plural %}{{ n }} các bài"
        "{% endblocktranslate %}\n"
        '{% include "x.html" with ten=_("Ảnh") %}{{ a|default:_("Trống") }}\n'
        '{% comment %}{% translate "Đã bỏ" %}{% endcomment %}{# {% translate "B" %} #}\n',
    )
    assert sorted(texts(project)) == [
        ("%(n)s bài", "%(n)s các bài"),
        ("Bài %(ten)s đủ 100%%",),
        ("Gỡ",),
        ("Nộp bài",),
        ("Trống",),
        ("Ảnh",),
    ]


def test_script_messages_belong_to_the_javascript_catalogue(project):
    write(
        project.root / "toasoan" / "phong" / "static" / "phong" / "luu.js",
        'a = gettext("Đang lưu"); b = ngettext("%s bài", "%s các bài", n);\n'
        'c = pgettext("nút", "Gỡ");\n',
    )
    write(project.root / "static" / "vendor" / "x.js", 'gettext("Của người khác")')
    found = own_messages(project, "djangojs")
    assert sorted(found, key=str) == [
        ("nút", "Gỡ"),
        (None, "%s bài"),
        (None, "Đang lưu"),
    ]


def test_a_message_of_ours_without_english_is_named_with_its_place(project):
    template(project, '<p>\n{% translate "Nộp bài" %}{% translate "Gỡ" %}</p>')
    ours(project, "en", 'msgid "Gỡ"\nmsgstr "Take down"\n')
    assert list(missing_english(project)) == [
        "templates/trang.html:2: no English for 'Nộp bài'"
    ]


def test_a_framework_message_in_our_template_needs_no_english(project):
    framework(project, "en", 'msgid "Save"\nmsgstr ""\n')
    template(project, '{% translate "Save" %}')
    assert list(missing_english(project)) == []


def test_the_stub_adds_what_is_missing_and_keeps_what_is_there(project, capsys):
    template(
        project,
        '{% translate "Gỡ" %}{% translate "Hai" context "thứ" %}{% blocktranslate '
        "count n=so %}{{ n }} bài{% plural %}{{ n }} bài{% endblocktranslate %}",
    )
    ours(project, "en", 'msgid "Gỡ"\nmsgstr "Take down"\n')
    write_english_stub(project)
    write_english_stub(project)
    text = project.catalogue("en", "django").read_text("utf-8")
    assert 'msgid "Gỡ"\nmsgstr "Take down"' in text
    assert 'msgctxt "thứ"\nmsgid "Hai"\nmsgstr ""' in text
    assert 'msgid_plural "%(n)s bài"\nmsgstr[0] ""\nmsgstr[1] ""' in text
    assert "2 added" in capsys.readouterr().out
    assert len(list(missing_english(project))) == 2


# --- (d) literal text ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>Nộp bài</p>", "text not translated: 'Nộp bài'"),
        ('<img src="a.png" alt="Cầu">', "alt not translated: 'Cầu'"),
        ('<input type="submit" value="Gửi">', "value not translated: 'Gửi'"),
        ('<a {% if a %}title="Xem"{% endif %}></a>', "title not translated: 'Xem'"),
        ("{% if a %}{{ n }} bài{% endif %}", "text not translated: 'bài'"),
        ("{{ a|default:'Trống rỗng' }}", "tag not translated: 'Trống rỗng'"),
    ],
)
def test_visible_text_outside_the_tags_is_named(project, html, fault):
    template(project, html)
    assert list(literal_text(project)) == [f"templates/trang.html:1: {fault}"]


@pytest.mark.parametrize(
    "html",
    [
        '<p title="{% translate "Xem" %}">{% translate "Nộp bài" %} · 1.234 &nbsp;</p>',
        "{% blocktranslate %}Bài <b>{{ a }}</b>{% endblocktranslate %}",
        "{% blocktrans trimmed %}\nBài\n{% endblocktrans %}",
        "{% comment %}Ghi chú{% endcomment %}{# ghi chú #}<!-- ghi chú -->",
        '<script type="module" src="a.js">let a</script><style>p{}</style>',
        "<h{{ level }} class='x'>{{ title }}</h{{ level }}>",
        '<p translate="no">Toasoan <b>CMS</b></p><kbd>J</kbd>',
        '<input type="text" value="abc" name="q">',
        "{% block bodyclass %}login{% endblock %}",
        '{% include "a.html" with ten=_("Ảnh đẹp") %}',
    ],
)
def test_what_no_reader_sees_or_what_is_translated_passes(project, html):
    template(project, html)
    assert list(literal_text(project)) == []


def test_the_line_of_a_literal_is_where_its_text_stands(project):
    template(project, "{% load i18n %}\n<p>\n\n  Gửi đi</p>")
    assert list(literal_text(project)) == [
        "templates/trang.html:4: text not translated: 'Gửi đi'"
    ]


def test_a_letters_text_is_checked_and_robots_txt_is_not(project):
    template(project, "{% translate 'Chào' %}\nGửi bạn\n", "thu.txt")
    template(project, "User-agent: *\n", "robots.txt")
    assert list(literal_text(project)) == [
        "templates/thu.txt:2: text not translated: 'Gửi bạn'"
    ]


# --- the program --------------------------------------------------------------------


def test_the_count_of_faults_is_the_verdict(project, capsys):
    assert run(project) == 0
    template(project, '<p>Gửi</p>{% translate "Gỡ" %}')
    assert run(project) == 2
    assert "Our strings without English: 1" in capsys.readouterr().out


def test_an_unknown_option_is_refused(capsys):
    with pytest.raises(SystemExit):
        check(["--khong-co"])
    assert "unrecognized arguments" in capsys.readouterr().err


# --- (d) Text in code ----------------------------------------------------------------


def test_a_sentence_in_a_view_or_form_is_found_with_its_line(project):
    write(
        project.root / "toasoan" / "views.py",
        "from django.contrib import messages\n"
        "messages.error(request, 'Something went wrong')\n"
        "messages.error(request, _('Hỏng rồi'))\n"
        "raise ValidationError(f'Too long: {n} chars')\n"
        "field = CharField(label='Tên gọi', help_text=_('Ngắn'))\n"
        "log.error('nothing people read', 1)\n",
    )
    assert sorted(literal_text(project)) == [
        "toasoan/views.py:2: error() not translated: 'Something went wrong'",
        "toasoan/views.py:4: ValidationError() not translated: 'Too long:  chars'",
        "toasoan/views.py:5: label= not translated: 'Tên gọi'",
    ]


def test_a_sentence_in_a_script_is_found_with_its_line(project):
    write(
        project.root / "static" / "viec.js",
        "alert(gettext('Chờ một lát'));\n"
        "alert('Please wait a moment');\n"
        "box.textContent = `Còn ${n} giây nữa`;\n"
        "box.textContent = `${size}/${limit}`;\n",
    )
    assert sorted(literal_text(project)) == [
        "static/viec.js:2: text of a script not translated: 'Please wait a moment'",
        "static/viec.js:3: text of a script not translated: 'Còn  giây nữa'",
    ]
